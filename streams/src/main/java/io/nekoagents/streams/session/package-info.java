/**
 * Sessions: rooms that several tasks use in turn. What is decided of one is {@link SessionDecision} and {@link
 * SessionEvolution}; {@link SessionBoard} gives each a room of those that workers announce, and tells the dispatcher where
 * a task that asks for one may go.
 */
@NullMarked
package io.nekoagents.streams.session;

import org.jspecify.annotations.NullMarked;
