/**
 * The life of a task, from command to terminal fact: {@link io.nekoagents.streams.lifecycle.TaskDecision} says what
 * happens, {@link io.nekoagents.streams.lifecycle.TaskEvolution} what it means, {@link
 * io.nekoagents.streams.lifecycle.TaskDeadlines} when time alone changes something; the topology around them holds no
 * rule of its own.
 */
@NullMarked
package io.nekoagents.streams.lifecycle;

import org.jspecify.annotations.NullMarked;
