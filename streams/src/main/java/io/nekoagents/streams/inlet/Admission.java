package io.nekoagents.streams.inlet;

import io.nekoagents.schema.task.CancelTask;
import io.nekoagents.schema.task.PauseTask;
import io.nekoagents.schema.task.ResumeTask;
import io.nekoagents.schema.task.SubmitTask;
import io.nekoagents.schema.task.UpdateTask;
import io.nekoagents.streams.deadletter.UnusableRecordException;
import org.apache.avro.specific.SpecificRecord;

/** Whose a command is that came through a tenant's own topic: that tenant's, whether it says so or says nothing. */
final class Admission {

    /** What a producer that leaves the field out has written. */
    private static final String UNSAID = "default";

    private Admission() {}

    /** @throws UnusableRecordException for a command that says it is of another tenant, or is none that is known here */
    static SpecificRecord admit(String tenant, SpecificRecord command) {
        return switch (command) {
            case SubmitTask submit ->
                SubmitTask.newBuilder(submit)
                        .setTenant(owner(tenant, submit.getTenant()))
                        .build();
            case UpdateTask update ->
                UpdateTask.newBuilder(update)
                        .setTenant(owner(tenant, update.getTenant()))
                        .build();
            case CancelTask cancel ->
                CancelTask.newBuilder(cancel)
                        .setTenant(owner(tenant, cancel.getTenant()))
                        .build();
            case PauseTask pause ->
                PauseTask.newBuilder(pause)
                        .setTenant(owner(tenant, pause.getTenant()))
                        .build();
            case ResumeTask resume ->
                ResumeTask.newBuilder(resume)
                        .setTenant(owner(tenant, resume.getTenant()))
                        .build();
            default ->
                throw new UnusableRecordException(
                        "No command of a task: " + command.getSchema().getFullName());
        };
    }

    private static String owner(String tenant, String said) {
        if (!said.equals(UNSAID) && !said.equals(tenant)) {
            throw new UnusableRecordException("tenant must be " + tenant + " or left out, not " + said);
        }
        return tenant;
    }
}
