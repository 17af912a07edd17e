/** The interface as OpenAPI describes it, and a page to try it. */
@NullMarked
package io.nekoagents.ingest.openapi;

import org.jspecify.annotations.NullMarked;
