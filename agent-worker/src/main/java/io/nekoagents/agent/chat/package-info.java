/** What people in a room can tell the worker: {@code /task}, {@code /stop} and {@code /status}, as the original agent took them. */
@NullMarked
package io.nekoagents.agent.chat;

import org.jspecify.annotations.NullMarked;
