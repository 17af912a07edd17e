/** What an agent can do in a room: the action spaces of web and phone, and how actions are written down and read. */
@NullMarked
package io.nekoagents.agent.action;

import org.jspecify.annotations.NullMarked;
