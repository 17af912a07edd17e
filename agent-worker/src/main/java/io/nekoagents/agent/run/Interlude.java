package io.nekoagents.agent.run;

import io.nekoagents.agent.LogKeys;
import io.nekoagents.agent.control.Standing;
import io.nekoagents.agent.room.Room;
import io.nekoagents.agent.room.RoomException;
import io.nekoagents.schema.task.PauseKind;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rests while the task is paused. Nothing is sent to the room meanwhile; a person who takes it over has its control. */
final class Interlude {

    private static final Logger LOG = LoggerFactory.getLogger(Interlude.class);

    private final Grant grant;
    private final RunLog log;
    private final Room room;

    Interlude(Grant grant, RunLog log, Room room) {
        this.grant = grant;
        this.log = log;
        this.room = room;
    }

    /** Whether the task is to rest. */
    boolean due() {
        return grant.pause().isPresent();
    }

    /**
     * Returns at once if the task is not paused, else when it goes on, with the room's control if the agent had it, or when the run is over or is to hurry.
     *
     * @param controlling whether the agent has the room's control
     */
    void rest(int steps, boolean controlling) throws RoomException, InterruptedException {
        Optional<PauseKind> kind = grant.pause();
        if (kind.isEmpty()) {
            return;
        }
        boolean inControl = controlling;
        long since = System.nanoTime();
        while (kind.isPresent()) {
            if (kind.get() == PauseKind.TAKEOVER && inControl) {
                room.releaseControl();
                inControl = false;
            }
            log.yielded(steps);
            LOG.atInfo()
                    .addKeyValue(LogKeys.TASK_ID, log.taskId())
                    .addKeyValue(LogKeys.STEP, steps)
                    .addKeyValue(LogKeys.WHY, kind.get())
                    .log("Resting");
            grant.awaitOther(kind.get());
            Optional<PauseKind> next = grant.pause();
            if (next.equals(kind)) {
                return;
            }
            kind = next;
        }
        if (grant.standing() == Standing.GRANTED && controlling && !inControl) {
            room.takeControl();
        }
        LOG.atInfo()
                .addKeyValue(LogKeys.TASK_ID, log.taskId())
                .addKeyValue(LogKeys.DURATION, Duration.ofNanos(System.nanoTime() - since))
                .log("Going on");
    }
}
