/** Which addresses of files and buckets a client may name. */
@NullMarked
package io.nekoagents.ingest.place;

import org.jspecify.annotations.NullMarked;
