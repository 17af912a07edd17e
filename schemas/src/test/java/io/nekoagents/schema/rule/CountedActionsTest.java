package io.nekoagents.schema.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.schema.run.ActionTaken;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class CountedActionsTest {

    private final CountedActions counted = new CountedActions();

    @Test
    void aZombiesLateActionsDoNotCount() {
        record(1, 1, "CLICK");
        record(2, 2, "ENTER");
        record(1, 2, "SCROLL");
        record(1, 3, "SCROLL");

        assertThat(counted.inOrder()).extracting(ActionTaken::getAction).containsExactly("CLICK", "ENTER");
    }

    @Test
    void theLaterRunsWordCountsWhereTwoRecordedTheSameStep() {
        record(1, 1, "CLICK");
        record(1, 2, "SCROLL");
        record(2, 2, "ENTER");

        assertThat(counted.inOrder()).extracting(ActionTaken::getAction).containsExactly("CLICK", "ENTER");
    }

    private void record(int attempt, int step, String action) {
        counted.add(ActionTaken.newBuilder()
                .setTaskId("task_1")
                .setRunId("run_" + attempt)
                .setAttempt(attempt)
                .setStep(step)
                .setAction(action)
                .setPlannedAt(Instant.EPOCH)
                .setExecutedAt(Instant.EPOCH)
                .build());
    }
}
