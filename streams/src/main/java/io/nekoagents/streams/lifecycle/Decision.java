package io.nekoagents.streams.lifecycle;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/** What follows from a trigger. */
sealed interface Decision {

    /** Something happened to the task; with a {@code TaskRejected}, something was refused and the task stays as it was. */
    record Happened(SpecificRecord fact) implements Decision {}

    /** The run that holds the task is alive and this far; no fact of the task's history. */
    record Progressed(int steps, Instant at) implements Decision {}

    /** The run that holds the paused task has stopped; no fact of the task's history. */
    record Yielded(Instant at) implements Decision {}

    /** Somebody did not know where the task stands: its state is published once more. */
    record Reminded() implements Decision {}

    /** The task ended long ago and is forgotten. */
    record Forgotten() implements Decision {}

    /** Nothing: a repetition, or the word of a run that no longer counts. */
    record Ignored() implements Decision {}
}
