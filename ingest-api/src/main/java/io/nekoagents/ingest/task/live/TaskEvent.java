package io.nekoagents.ingest.task.live;

import io.nekoagents.schema.run.ActionTaken;
import io.nekoagents.schema.run.FrameCaptured;
import io.nekoagents.schema.task.TaskCancelled;
import io.nekoagents.schema.task.TaskCompleted;
import io.nekoagents.schema.task.TaskFailed;
import io.nekoagents.schema.task.TaskTimedOut;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/** Something that happened to a task. */
sealed interface TaskEvent {

    long offset();

    SpecificRecord value();

    /** When it happened, by its producer's clock; the end of a task comes after everything else. */
    Instant at();

    StreamPosition after(StreamPosition before);

    record Fact(long offset, SpecificRecord value) implements TaskEvent {

        private static final String OCCURRED_AT = "occurred_at";

        boolean ends() {
            return switch (value) {
                case TaskCompleted _, TaskFailed _, TaskCancelled _, TaskTimedOut _ -> true;
                default -> false;
            };
        }

        @Override
        public Instant at() {
            return ends()
                    ? Instant.MAX
                    : (Instant)
                            value.get(value.getSchema().getField(OCCURRED_AT).pos());
        }

        @Override
        public StreamPosition after(StreamPosition before) {
            return new StreamPosition(offset + 1, before.actions(), before.frames());
        }
    }

    record Action(long offset, ActionTaken value) implements TaskEvent {

        @Override
        public Instant at() {
            return value.getExecutedAt();
        }

        @Override
        public StreamPosition after(StreamPosition before) {
            return new StreamPosition(before.facts(), offset + 1, before.frames());
        }
    }

    record Frame(long offset, FrameCaptured value) implements TaskEvent {

        @Override
        public Instant at() {
            return value.getCapturedAt();
        }

        @Override
        public StreamPosition after(StreamPosition before) {
            return new StreamPosition(before.facts(), before.actions(), offset + 1);
        }
    }
}
