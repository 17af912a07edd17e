/** Carries out actions in a room: points become pixels, actions become mouse, keys and touches. */
@NullMarked
package io.nekoagents.agent.execute;

import org.jspecify.annotations.NullMarked;
