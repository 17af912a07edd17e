/**
 * What datasets are, made from the log alone: {@link io.nekoagents.capture.dataset.DatasetFold} folds {@code
 * capture.shards.v1}, every instance keeps the result ({@link io.nekoagents.capture.dataset.DatasetLog}), and the one that
 * holds the {@link io.nekoagents.capture.dataset.KeeperLease} writes it down: {@code index.json} at every place, and
 * {@code capture.datasets.v1}. An index names a shard only when the log does, which is when it is wholly there; one that
 * is older than it should be, whoever put it there, is put right. The thread that holds the lease writes none itself: each place has its own ({@link
 * io.nekoagents.capture.dataset.Indexes}).
 */
@NullMarked
package io.nekoagents.capture.dataset;

import org.jspecify.annotations.NullMarked;
