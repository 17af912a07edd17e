/**
 * Episodes: what was seen and done in the run of a task, or told by a recorder, put together and cut off at its end. {@link
 * EpisodeDecision} says what a record means for an episode, {@link EpisodeEvolution} what is then known of it, {@link
 * EpisodeDeadlines} when time alone ends it, {@link EpisodeCut} what it has come to. {@link EpisodeAssembler} applies them
 * to whatever holds the state: the stores of the topology, or memory, in {@link EpisodeAssembly}, for whoever reads the log
 * once more.
 */
@NullMarked
package io.nekoagents.streams.episode;

import org.jspecify.annotations.NullMarked;
