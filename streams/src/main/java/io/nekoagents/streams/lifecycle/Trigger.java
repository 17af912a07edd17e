package io.nekoagents.streams.lifecycle;

import io.nekoagents.schema.run.RunFailed;
import io.nekoagents.schema.run.RunFinished;
import io.nekoagents.schema.run.RunHeartbeat;
import io.nekoagents.schema.run.RunStarted;
import io.nekoagents.schema.run.RunSuspended;
import io.nekoagents.schema.run.RunYielded;
import io.nekoagents.schema.run.WorkRefused;
import io.nekoagents.schema.task.CancelTask;
import io.nekoagents.schema.task.PauseTask;
import io.nekoagents.schema.task.ResumeTask;
import io.nekoagents.schema.task.SubmitTask;
import io.nekoagents.schema.task.UpdateTask;
import io.nekoagents.streams.deadletter.UnusableRecordException;
import org.apache.avro.specific.SpecificRecord;

/** What can change a task: a client's command, what a worker says of its run, or time. */
sealed interface Trigger {

    record Submit(SubmitTask command) implements Trigger {}

    record Update(UpdateTask command) implements Trigger {}

    record Cancel(CancelTask command) implements Trigger {}

    record Pause(PauseTask command) implements Trigger {}

    record Resume(ResumeTask command) implements Trigger {}

    record Started(RunStarted event) implements Trigger {}

    record Alive(RunHeartbeat event) implements Trigger {}

    record Suspended(RunSuspended event) implements Trigger {}

    record Yielded(RunYielded event) implements Trigger {}

    record Refused(WorkRefused event) implements Trigger {}

    record Finished(RunFinished event) implements Trigger {}

    record Failed(RunFailed event) implements Trigger {}

    /** A deadline may have passed. */
    record TimePassed() implements Trigger {}

    /**
     * @throws UnusableRecordException for a record that neither topic's schema has: the union of the topic grew and this
     *     service is older than its producers
     */
    static Trigger of(SpecificRecord value) {
        return switch (value) {
            case SubmitTask command -> new Submit(command);
            case UpdateTask command -> new Update(command);
            case CancelTask command -> new Cancel(command);
            case PauseTask command -> new Pause(command);
            case ResumeTask command -> new Resume(command);
            case RunStarted event -> new Started(event);
            case RunHeartbeat event -> new Alive(event);
            case RunSuspended event -> new Suspended(event);
            case RunYielded event -> new Yielded(event);
            case WorkRefused event -> new Refused(event);
            case RunFinished event -> new Finished(event);
            case RunFailed event -> new Failed(event);
            default ->
                throw new UnusableRecordException(
                        "No task is changed by a " + value.getSchema().getFullName());
        };
    }

    /** The task the trigger names; empty for the passing of time, which is asked about one task at a time. */
    default String taskId() {
        return switch (this) {
            case Submit(var command) -> command.getTaskId();
            case Update(var command) -> command.getTaskId();
            case Cancel(var command) -> command.getTaskId();
            case Pause(var command) -> command.getTaskId();
            case Resume(var command) -> command.getTaskId();
            case Started(var event) -> event.getTaskId();
            case Alive(var event) -> event.getTaskId();
            case Suspended(var event) -> event.getTaskId();
            case Yielded(var event) -> event.getTaskId();
            case Refused(var event) -> event.getTaskId();
            case Finished(var event) -> event.getTaskId();
            case Failed(var event) -> event.getTaskId();
            case TimePassed() -> "";
        };
    }
}
