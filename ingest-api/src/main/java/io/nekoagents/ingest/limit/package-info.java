/** How much of the service one caller may have, and how often one address may fail to say who it is. */
@NullMarked
package io.nekoagents.ingest.limit;

import org.jspecify.annotations.NullMarked;
