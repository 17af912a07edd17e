@NullMarked
package io.nekoagents.ingest.view;

import org.jspecify.annotations.NullMarked;
