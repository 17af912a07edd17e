/** What this process knows of the log: a folder of its own, written batch by batch together with the offsets read. */
@NullMarked
package io.nekoagents.ingest.view;

import org.jspecify.annotations.NullMarked;
