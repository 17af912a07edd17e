/**
 * Copies datasets to other places, as {@code UploadDataset} commands ask: the shards first and the index last, so that the
 * copy never names what is not there. The command's offset is committed when the copy is told of as finished or failed; a
 * copy that was begun by an instance which died is gone on with by another, which puts there only what is not there yet.
 */
@NullMarked
package io.nekoagents.capture.upload;

import org.jspecify.annotations.NullMarked;
