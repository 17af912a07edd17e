/** Folders and buckets in which there are pictures and sound, by their addresses in the log. */
@NullMarked
package io.nekoagents.ingest.archive;

import org.jspecify.annotations.NullMarked;
