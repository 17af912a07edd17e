package io.nekoagents.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nekoagents.agent.control.TaskStates;
import io.nekoagents.agent.room.FakeRoom;
import io.nekoagents.agent.room.Room;
import io.nekoagents.agent.room.RoomPool;
import io.nekoagents.agent.session.SessionBook;
import io.nekoagents.schema.session.SessionSpec;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import io.nekoagents.schema.task.Failure;
import io.nekoagents.schema.task.QueuedTask;
import io.nekoagents.schema.task.TaskOptions;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.task.TaskState;
import io.nekoagents.schema.task.WorkRoom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which room a run gets: of a pool with the rooms a and b, while other rooms are other workers'. */
@Timeout(30)
final class LodgingsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String A = "http://a/";
    private static final String ELSEWHERE = "http://elsewhere/";

    private final FakeRoom roomA = new FakeRoom(A);
    private final FakeRoom roomB = new FakeRoom("http://b/");
    private final FakeRoom borrowed = new FakeRoom(ELSEWHERE);
    private final RoomPool pool =
            new RoomPool(List.of(new RoomPool.NamedRoom("a", roomA), new RoomPool.NamedRoom("b", roomB)));
    private final SessionBook sessions = new SessionBook();
    private final Lodgings lodgings = new Lodgings(
            pool,
            (_, credentials) ->
                    credentials.filter("unknown"::equals).isPresent() ? Optional.empty() : Optional.of(borrowed),
            sessions,
            new NoTasks(),
            _ -> Duration.ZERO);

    @Test
    void aTaskThatAsksForNothingGetsARoomThatIsKeptForNobody() throws Exception {
        pool.keep(A, "sess_1");

        try (Stay stay = lodgings.find(task(null, null), 1)) {
            assertThat(room(stay)).isSameAs(roomB);
        }
    }

    @Test
    void whereEveryRoomIsKeptItIsToGoElsewhere() throws Exception {
        pool.keep(A, "sess_1");
        pool.keep("http://b/", "sess_2");

        assertThat(lodgings.find(task(null, null), 1).place()).isInstanceOf(Place.Elsewhere.class);
    }

    @Test
    void whoWaitsForARoomGoesElsewhereWhenTheLastOneIsKept() throws Exception {
        try (Stay one = lodgings.find(task(null, null), 1);
                Stay two = lodgings.find(task(null, null), 1)) {
            assertThat(room(one)).isNotSameAs(room(two));
            CompletableFuture<Place> waiting =
                    CompletableFuture.supplyAsync(() -> find(task(null, null)).place());

            pool.keep(A, "sess_1");
            pool.keep("http://b/", "sess_2");

            await().untilAsserted(
                            () -> assertThat(waiting).isCompletedWithValueMatching(Place.Elsewhere.class::isInstance));
        }
    }

    @Test
    void whereEveryRoomIsKeptOneThatIsLetGoOfIsWaitedFor() throws Exception {
        Lodgings patient = patient();
        pool.keep(A, "sess_1");
        pool.keep("http://b/", "sess_2");
        CompletableFuture<Stay> waiting = CompletableFuture.supplyAsync(() -> find(patient, task(null, null)));

        pool.letGo("http://b/");

        try (Stay stay = waiting.get(10, TimeUnit.SECONDS)) {
            assertThat(room(stay)).isSameAs(roomB);
        }
    }

    @Test
    void whereAWorkerDrainsNoRoomIsWaitedFor() throws Exception {
        Lodgings patient = patient();
        pool.keep(A, "sess_1");
        CompletableFuture<Stay> waiting =
                CompletableFuture.supplyAsync(() -> find(patient, task("a", new WorkRoom("a", A, null, null))));

        patient.hurry();

        assertThat(waiting.get(10, TimeUnit.SECONDS).place()).isInstanceOf(Place.Elsewhere.class);
    }

    @Test
    void aTaskOfASessionGetsItsRoomOfThisPool() throws Exception {
        open("sess_1");
        pool.keep(A, "sess_1");

        try (Stay stay = lodgings.find(task("sess_1", new WorkRoom("a", A, "sess_1", null)), 1)) {
            assertThat(room(stay)).isSameAs(roomA);
        }
    }

    @Test
    void aTaskOfASessionInAnotherWorkersRoomEntersThatForItsRun() throws Exception {
        open("sess_1");

        try (Stay stay = lodgings.find(task("sess_1", new WorkRoom("a", ELSEWHERE, "sess_1", "staff")), 1)) {
            assertThat(room(stay)).isSameAs(borrowed);
            assertThat(borrowed.inputs()).isEmpty();
        }
        assertThat(borrowed.inputs()).containsExactly("leave");
    }

    @Test
    void aTaskOfASessionThatHasEndedMeanwhileIsTold() throws Exception {
        sessions.told(
                "sess_1",
                SessionState.newBuilder(state("sess_1", SessionStatus.CLOSED))
                        .setFailure(new Failure("session_lost", "gone", false))
                        .build());

        assertThat(nowhere(task("sess_1", new WorkRoom("a", A, "sess_1", null))).getCode())
                .isEqualTo("session_lost");
        assertThat(nowhere(task("sess_1", new WorkRoom("a", ELSEWHERE, "sess_1", null)))
                        .getCode())
                .isEqualTo("session_lost");
    }

    @Test
    void anOldStateOfASessionThatIsToldAgainSaysNothing() throws Exception {
        sessions.told(
                "sess_1",
                SessionState.newBuilder(state("sess_1", SessionStatus.CLOSED))
                        .setVersion(5)
                        .build());
        open("sess_1");

        assertThat(nowhere(task("sess_1", new WorkRoom("a", A, "sess_1", null))).getCode())
                .isEqualTo("session_closed");
    }

    @Test
    void aRoomThatIsKeptForAnotherSessionIsNotEntered() throws Exception {
        open("sess_1");
        pool.keep(A, "sess_2");

        Failure failure = nowhere(task("sess_1", new WorkRoom("a", A, "sess_1", null)));

        assertThat(failure.getCode()).isEqualTo("room_unavailable");
        assertThat(failure.getRetryable()).isTrue();
    }

    @Test
    void credentialsThatAreNotKnownHereMayBeElsewhere() throws Exception {
        open("sess_1");

        Failure failure = nowhere(task("sess_1", new WorkRoom("a", ELSEWHERE, "sess_1", "unknown")));

        assertThat(failure.getCode()).isEqualTo("unknown_credentials");
        assertThat(failure.getRetryable()).isTrue();
    }

    @Test
    void aRoomAskedForByNameIsThisPoolsOrElseTheOneOfTheRecord() throws Exception {
        try (Stay here = lodgings.find(task("b", new WorkRoom("b", ELSEWHERE, null, null)), 1);
                Stay there = lodgings.find(task("c", new WorkRoom("c", ELSEWHERE, null, null)), 1)) {
            assertThat(room(here)).isSameAs(roomB);
            assertThat(room(there)).isSameAs(borrowed);
        }
    }

    @Test
    void aNameThatNobodyAnnouncedIsNoRoom() throws Exception {
        assertThat(nowhere(task("nope", null)).getCode()).isEqualTo("no_such_session");
    }

    private Lodgings patient() {
        return new Lodgings(pool, (_, _) -> Optional.empty(), sessions, new NoTasks(), _ -> Duration.ofMinutes(5));
    }

    private Stay find(QueuedTask task) {
        return find(lodgings, task);
    }

    private static Stay find(Lodgings where, QueuedTask task) {
        try {
            return where.find(task, 1);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private Failure nowhere(QueuedTask task) throws InterruptedException {
        Place place = lodgings.find(task, 1).place();
        assertThat(place).isInstanceOf(Place.Nowhere.class);
        return ((Place.Nowhere) place).failure();
    }

    private static Room room(Stay stay) {
        assertThat(stay.place()).isInstanceOf(Place.In.class);
        return ((Place.In) stay.place()).room();
    }

    private void open(String id) {
        sessions.told(id, state(id, SessionStatus.OPEN));
    }

    private static SessionState state(String id, SessionStatus status) {
        return SessionState.newBuilder()
                .setSessionId(id)
                .setVersion(1)
                .setStatus(status)
                .setSpec(SessionSpec.newBuilder().build())
                .setRequestedAt(NOW)
                .setUpdatedAt(NOW)
                .build();
    }

    private static QueuedTask task(@Nullable String asked, @Nullable WorkRoom room) {
        return QueuedTask.newBuilder()
                .setTaskId("task_1")
                .setDispatch(1)
                .setSpec(TaskSpec.newBuilder()
                        .setTask("x")
                        .setOptions(TaskOptions.newBuilder().setSessionId(asked).build())
                        .build())
                .setQueuedAt(NOW)
                .setRoom(room)
                .build();
    }

    private static final class NoTasks implements TaskStates {

        @Override
        public Optional<TaskState> lastKnown(String taskId) {
            return Optional.empty();
        }

        @Override
        public Watch watch(String taskId, Consumer<TaskState> listener) {
            return () -> {};
        }
    }
}
