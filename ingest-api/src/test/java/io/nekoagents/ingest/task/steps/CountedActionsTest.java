package io.nekoagents.ingest.task.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.ingest.view.HistoryEntry;
import io.nekoagents.schema.run.ActionTaken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CountedActionsTest {

    private final List<HistoryEntry<ActionTaken>> log = new ArrayList<>();

    @Test
    void leavesOutTheRecordsOfARunThatWasOvertaken() {
        // Given
        recorded(1, 1, "CLICK");
        recorded(2, 2, "INPUT");
        recorded(1, 2, "SCROLL");
        recorded(1, 3, "ENTER");

        // Then
        assertThat(names()).containsExactly("CLICK", "INPUT");
    }

    @Test
    void countsTheLaterOfTwoRecordsOfAStep() {
        // Given
        recorded(1, 1, "CLICK");
        recorded(1, 2, "SCROLL");
        recorded(2, 2, "INPUT");

        // Then
        assertThat(names()).containsExactly("CLICK", "INPUT");
    }

    private void recorded(int attempt, int step, String action) {
        log.add(new HistoryEntry<>(
                log.size(),
                ActionTaken.newBuilder()
                        .setTaskId("task_1")
                        .setRunId("run_" + attempt)
                        .setAttempt(attempt)
                        .setStep(step)
                        .setAction(action)
                        .setPlannedAt(Instant.EPOCH)
                        .setExecutedAt(Instant.EPOCH)
                        .build()));
    }

    private List<String> names() {
        return CountedActions.of(log).stream().map(ActionTaken::getAction).toList();
    }
}
