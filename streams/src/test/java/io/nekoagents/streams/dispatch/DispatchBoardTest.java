package io.nekoagents.streams.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.schema.task.Failure;
import io.nekoagents.schema.task.QueuedTask;
import io.nekoagents.schema.task.TaskOptions;
import io.nekoagents.schema.task.TaskPriority;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.task.WorkChange;
import io.nekoagents.schema.task.WorkPhase;
import io.nekoagents.streams.session.SessionBoard;
import io.nekoagents.streams.session.SessionSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DispatchBoardTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-01-01");
    private static final DispatchSettings.Quota NO_LIMIT = new DispatchSettings.Quota(0, 0, 0, 1);

    private static final SessionBoard NO_SESSIONS = new SessionBoard(
            new SessionSettings(Duration.ofMinutes(5), Duration.ZERO, Duration.ofDays(31), 100), _ -> Optional.empty());

    private DispatchBoard board = board(Map.of());

    @Test
    void keepsAsManyTasksInTheQueueAsThereAreSlots() {
        waiting("a", 10);

        assertThat(queued(3)).hasSize(3);
        assertThat(queued(3)).as("none was taken yet").isEmpty();
        running("a", "a-1");
        assertThat(queued(3)).hasSize(1);
        assertThat(queued(0)).as("without workers").isEmpty();
    }

    @Test
    void withoutWorkersOneTaskIsInTheQueueForTheScalerToSee() {
        waiting("a", 10);

        assertThat(queued(0)).hasSize(1);
    }

    @Test
    void aTenantsFirstTaskIsNextHoweverManyOthersWait() {
        waiting("a", 1_000);
        queued(2).forEach(each -> running("a", each));
        queued(2);

        waiting("b", 1);
        running("a", "a-3");

        assertThat(queued(2)).containsExactly("b-1");
    }

    @Test
    void slotsAreSharedNotTurns() {
        // Given: tasks of one tenant never end, those of the other at once
        waiting("long", 100);
        waiting("short", 100);
        List<String> atWork = new ArrayList<>();

        // When
        for (int i = 0; i < 60; i++) {
            for (String task : queued(1)) {
                running(task.substring(0, task.indexOf('-')), task);
                atWork.add(task);
            }
            atWork.stream().filter(task -> task.startsWith("short")).toList().forEach(task -> {
                board.remove(task);
                atWork.remove(task);
            });
            if (atWork.size() >= 8) {
                break;
            }
        }

        // Then
        assertThat(board.next(1, NO_SESSIONS).map(QueuedTask::getTenant)).contains("short");
    }

    @Test
    void aLargerShareGetsMoreSlots() {
        board = board(Map.of("big", new DispatchSettings.Quota(0, 0, 0, 3)));
        waiting("big", 100);
        waiting("small", 100);

        List<String> tasks = queued(8);

        assertThat(tasks.stream().filter(task -> task.startsWith("big"))).hasSize(6);
    }

    @Test
    void priorityComesBeforeAgeButOnlyAmongATenantsOwn() {
        put(work("a", 1, TaskPriority.LOW));
        put(work("a", 2, TaskPriority.NORMAL));
        put(work("a", 3, TaskPriority.HIGH));
        put(work("a", 4, TaskPriority.HIGH));
        put(work("b", 1, TaskPriority.LOW));

        assertThat(queued(9)).containsExactly("a-3", "b-1", "a-4", "a-2", "a-1");
    }

    @Test
    void noMoreAreAtWorkThanTheQuotaAllows() {
        board = board(Map.of("a", new DispatchSettings.Quota(0, 2, 0, 1)));
        waiting("a", 5);
        waiting("b", 1);

        assertThat(queued(9)).containsExactlyInAnyOrder("a-1", "a-2", "b-1");
        running("a", "a-1");
        assertThat(queued(9)).isEmpty();
        board.remove("a-1");
        assertThat(queued(9)).containsExactly("a-3");
    }

    @Test
    void noMoreWaitThanTheQuotaAllows() {
        board = board(Map.of("a", new DispatchSettings.Quota(2, 0, 0, 1)));
        waiting("a", 2);

        assertThat(board.refusal(work("a", 3, TaskPriority.NORMAL), TODAY))
                .map(Failure::getCode)
                .contains("quota_exceeded");
        assertThat(board.refusal(work("b", 1, TaskPriority.NORMAL), TODAY)).isEmpty();
        running("a", "a-1");
        assertThat(board.refusal(work("a", 3, TaskPriority.NORMAL), TODAY)).isEmpty();
    }

    @Test
    void noTenantWaitsForAThousandSessionsAndOneMore() {
        IntStream.range(0, 1_001).forEach(i -> put(asking("a", i, "sess_" + i)));

        assertThat(board.refusal(asking("a", 2_000, "sess_2000"), TODAY))
                .map(Failure::getMessage)
                .hasValueSatisfying(message -> assertThat(message).contains("sessions"));
        assertThat(board.refusal(asking("a", 2_000, "sess_7"), TODAY)).isEmpty();
        assertThat(board.refusal(asking("b", 2_000, "sess_2000"), TODAY)).isEmpty();
    }

    @Test
    void noMoreAreTakenInADayThanTheQuotaAllows() {
        board = board(Map.of("a", new DispatchSettings.Quota(0, 0, 3, 1)));
        IntStream.rangeClosed(1, 3)
                .forEach(i -> assertThat(board.refusal(work("a", i, TaskPriority.NORMAL), TODAY))
                        .isEmpty());

        assertThat(board.refusal(work("a", 4, TaskPriority.NORMAL), TODAY))
                .map(Failure::getMessage)
                .hasValueSatisfying(message -> assertThat(message).contains("per-day", "2026-01-01"));
        assertThat(board.refusal(work("a", 4, TaskPriority.NORMAL), TODAY.plusDays(1)))
                .isEmpty();
    }

    @Test
    void aTaskThatIsGoneLeavesNothingBehind() {
        waiting("a", 3);
        queued(1);

        List.of("a-1", "a-2", "a-3", "a-unknown").forEach(board::remove);

        assertThat(board.queued()).isZero();
        assertThat(queued(9)).isEmpty();
        waiting("a", 1);
        assertThat(queued(1)).containsExactly("a-1");
    }

    private static DispatchBoard board(Map<String, DispatchSettings.Quota> tenants) {
        return new DispatchBoard(new DispatchSettings(1, NO_LIMIT, tenants));
    }

    private void waiting(String tenant, int count) {
        for (int i = 1; i <= count; i++) {
            put(work(tenant, i, TaskPriority.NORMAL));
        }
    }

    private void put(QueuedTask work) {
        board.put(new WorkChange(work.getTaskId(), work.getTenant(), WorkPhase.WAITING, work, null));
    }

    private void running(String tenant, String taskId) {
        board.put(new WorkChange(taskId, tenant, WorkPhase.RUNNING, null, null));
    }

    private List<String> queued(int slots) {
        List<String> queued = new ArrayList<>();
        for (Optional<QueuedTask> next = board.next(slots, NO_SESSIONS);
                next.isPresent();
                next = board.next(slots, NO_SESSIONS)) {
            queued.add(next.get().getTaskId());
        }
        return queued;
    }

    private static QueuedTask work(String tenant, int number, TaskPriority priority) {
        TaskSpec spec = TaskSpec.newBuilder().setTask("x").setPriority(priority).build();
        return new QueuedTask(tenant + "-" + number, tenant, 1, spec, NOON.plusMillis(number), null, null);
    }

    private static QueuedTask asking(String tenant, int number, String session) {
        QueuedTask work = work(tenant, number, TaskPriority.NORMAL);
        work.getSpec().setOptions(TaskOptions.newBuilder().setSessionId(session).build());
        return work;
    }
}
