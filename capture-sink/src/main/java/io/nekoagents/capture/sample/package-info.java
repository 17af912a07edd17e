/**
 * From an episode, which names its frames, to the samples of a shard, which hold them. A {@link
 * io.nekoagents.capture.sample.Layout} says what a sample is; {@link io.nekoagents.capture.sample.Timeline} which frame
 * each action was decided on; {@link io.nekoagents.capture.sample.Redaction} what is left out before any layout sees it.
 * The same episode, configuration and Java give the same bytes.
 */
@NullMarked
package io.nekoagents.capture.sample;

import org.jspecify.annotations.NullMarked;
