package io.nekoagents.ingest.task.change;

import io.nekoagents.schema.task.PauseKind;
import io.nekoagents.schema.task.TaskCancelled;
import io.nekoagents.schema.task.TaskCompleted;
import io.nekoagents.schema.task.TaskFailed;
import io.nekoagents.schema.task.TaskPaused;
import io.nekoagents.schema.task.TaskRejected;
import io.nekoagents.schema.task.TaskResumed;
import io.nekoagents.schema.task.TaskTimedOut;
import io.nekoagents.schema.task.TaskUpdated;
import org.apache.avro.specific.SpecificRecord;

/** What a fact that follows a command says of it. */
sealed interface Verdict {

    /** @param version of the task from which on the command is done */
    record Done(long version) implements Verdict {}

    /** @param reason for a person */
    record Refused(String reason) implements Verdict {}

    /** The fact is of something else. */
    record Open() implements Verdict {}

    static Verdict onUpdate(ChangeRequest change, SpecificRecord fact) {
        return switch (fact) {
            case TaskUpdated updated when change.isIn(updated.getSpec()) -> new Done(updated.getVersion());
            case TaskRejected rejected -> rejection("UpdateTask", rejected);
            case TaskCancelled _, TaskCompleted _, TaskFailed _, TaskTimedOut _ -> new Refused("The task has ended");
            default -> new Open();
        };
    }

    static Verdict onCancel(SpecificRecord fact) {
        return switch (fact) {
            case TaskCancelled cancelled -> new Done(cancelled.getVersion());
            case TaskRejected rejected -> rejection("CancelTask", rejected);
            case TaskCompleted _, TaskFailed _, TaskTimedOut _ -> new Refused("The task has ended");
            default -> new Open();
        };
    }

    static Verdict onPause(PauseKind kind, SpecificRecord fact) {
        return switch (fact) {
            case TaskPaused paused when paused.getKind() == kind -> new Done(paused.getVersion());
            case TaskRejected rejected -> rejection("PauseTask", rejected);
            case TaskCancelled _, TaskCompleted _, TaskFailed _, TaskTimedOut _ -> new Refused("The task has ended");
            default -> new Open();
        };
    }

    static Verdict onResume(SpecificRecord fact) {
        return switch (fact) {
            case TaskResumed resumed -> new Done(resumed.getVersion());
            case TaskRejected rejected -> rejection("ResumeTask", rejected);
            case TaskCancelled _, TaskCompleted _, TaskFailed _, TaskTimedOut _ -> new Refused("The task has ended");
            default -> new Open();
        };
    }

    private static Verdict rejection(String command, TaskRejected rejected) {
        return rejected.getCommand().equals(command)
                ? new Refused((rejected.getField() + " " + rejected.getReason()).strip())
                : new Open();
    }
}
