/** Turns the log into training data: records rooms, builds samples of episodes, and seals them into shards. */
@NullMarked
package io.nekoagents.capture;

import org.jspecify.annotations.NullMarked;
