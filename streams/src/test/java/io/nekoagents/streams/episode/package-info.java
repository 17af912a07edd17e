/** Tests of the assembly of episodes. */
@NullMarked
package io.nekoagents.streams.episode;

import org.jspecify.annotations.NullMarked;
