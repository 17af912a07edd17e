package io.nekoagents.ingest.task.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TaskIdsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final TaskIds ids = new TaskIds();

    @Test
    void sortsByTheTimeOfMaking() {
        assertThat(Stream.of(0, 1, 1_000, 1_000_000_000).map(millis -> ids.fresh(NOON.plusMillis(millis))))
                .isSorted()
                .allMatch(id -> id.matches("task_[0-9A-Z]{26}"));
    }

    @Test
    void differWithinAMillisecond() {
        assertThat(Stream.generate(() -> ids.fresh(NOON)).limit(1_000)).doesNotHaveDuplicates();
    }

    @Test
    void followFromTenantAndKeyAlone() {
        assertThat(TaskIds.derived("a", "key"))
                .matches("task_[0-9a-f]{40}")
                .isEqualTo(TaskIds.derived("a", "key"))
                .isNotEqualTo(TaskIds.derived("b", "key"))
                .isNotEqualTo(TaskIds.derived("a", "yek"));
    }
}
