/**
 * Datasets in MDS, the shard format of mosaicml-streaming (version 2), written and read without Python.
 *
 * <p>A {@link io.nekoagents.capture.mds.ShardWriter} puts samples one behind the other into a file of its own and, at
 * the end, the header before them: so the memory that a shard takes does not grow with it. A sealed shard has a file
 * and an entry of the index; the name is not in the file, so it can be given after its content is known. An
 * {@link io.nekoagents.capture.mds.MdsIndex} names shards that are wholly there. {@link
 * io.nekoagents.capture.mds.MdsWriter} does all of it for one folder, {@link io.nekoagents.capture.mds.MdsReader} looks
 * into one and believes nothing that a file says of its own lengths.
 */
@NullMarked
package io.nekoagents.capture.mds;

import org.jspecify.annotations.NullMarked;
