package io.nekoagents.streams.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.schema.fleet.RoomReport;
import io.nekoagents.schema.fleet.WorkerHeartbeat;
import io.nekoagents.schema.session.CloseSession;
import io.nekoagents.schema.session.OpenSession;
import io.nekoagents.schema.session.RoomHealth;
import io.nekoagents.schema.session.SessionEnding;
import io.nekoagents.schema.session.SessionSpec;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import io.nekoagents.schema.task.Failure;
import io.nekoagents.streams.deadletter.UnusableRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sessions and the rooms that workers announce. */
final class SessionBoardTest {

    private static final SessionSettings SETTINGS =
            new SessionSettings(Duration.ofMinutes(2), Duration.ofSeconds(5), Duration.ofDays(31), 10);

    private static final Failure FAILURE = new Failure("unknown_credentials", "no staff", false);

    private final Map<String, SessionState> published = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final SessionBoard board = new SessionBoard(SETTINGS, this::published);
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void withNoWorkerAliveASessionWaits() {
        open("sess_1", "acme");

        assertThat(status("sess_1")).isEqualTo(SessionStatus.REQUESTED);
        assertThat(lodging("acme", "sess_1")).isInstanceOf(Lodging.Later.class);
    }

    @Test
    void getsARoomThatIsWellAndInWhichNobodyIs() {
        look(worker("w1", sick(room("a")), busy(room("b"), "task_9"), room("c")));
        open("sess_1", "acme");

        assertThat(address("sess_1")).isEqualTo("http://c/");
    }

    @Test
    void twoSessionsNeverHaveOneRoom() {
        look(worker("w1", room("a"), room("b")));
        open("sess_1", "acme");
        open("sess_2", "acme");
        open("sess_3", "acme");

        assertThat(List.of(address("sess_1"), address("sess_2"))).containsExactlyInAnyOrder("http://a/", "http://b/");
        assertThat(status("sess_3")).isEqualTo(SessionStatus.REQUESTED);

        look(worker("w1", kept(room("a"), "sess_1"), kept(room("b"), "sess_2")));
        close("sess_1", "acme");
        look(worker("w1", kept(room("a"), "sess_1"), kept(room("b"), "sess_2")));
        assertThat(status("sess_3"))
                .as("the worker has yet to let go of the room")
                .isEqualTo(SessionStatus.REQUESTED);
        look(worker("w1", room("a"), kept(room("b"), "sess_2")));
        assertThat(address("sess_3")).isEqualTo("http://a/");
    }

    @Test
    void takesOnlyTheRoomThatIsAskedFor() {
        look(worker("w1", room("a")));
        open("sess_1", "acme", SessionSpec.newBuilder().setRoom("b"));
        assertThat(status("sess_1")).isEqualTo(SessionStatus.REQUESTED);

        look(worker("w1", room("a")), worker("w2", room("b")));
        assertThat(address("sess_1")).isEqualTo("http://b/");
    }

    @Test
    void isOpenOnlyWhenEveryWorkerThatHasTheRoomKeepsItForTheSession() {
        look(worker("w1", room("a")), worker("w2", room("a")));
        open("sess_1", "acme");
        look(worker("w1", kept(room("a"), "sess_1")), worker("w2", room("a")));
        assertThat(status("sess_1")).isEqualTo(SessionStatus.PREPARING);

        look(worker("w1", kept(room("a"), "sess_1")), worker("w2", kept(room("a"), "sess_1")));

        assertThat(status("sess_1")).isEqualTo(SessionStatus.OPEN);
        assertThat(lodging("acme", "sess_1")).isInstanceOfSatisfying(Lodging.In.class, in -> {
            assertThat(in.room().getAddress()).isEqualTo("http://a/");
            assertThat(in.room().getSessionId()).isEqualTo("sess_1");
        });
    }

    @Test
    void aTaskKeepsTheNextOneOut() {
        openInRoom("sess_1", "a");
        board.heldBy("sess_1", Optional.of("task_1"), now);
        assertThat(lodging("acme", "sess_1")).isInstanceOf(Lodging.Later.class);

        board.heldBy("sess_1", Optional.empty(), now);
        assertThat(lodging("acme", "sess_1")).isInstanceOf(Lodging.In.class);
    }

    @Test
    void anotherTenantsSessionIsAsOneThatNobodyHas() {
        openInRoom("sess_1", "a");

        assertThat(lodging("other", "sess_1"))
                .isEqualTo(lodging("other", "sess_none"))
                .isInstanceOf(Lodging.Unknown.class);
    }

    @Test
    void whatItsWorkerCannotPrepareEndsIt() {
        look(worker("w1", room("a")));
        open("sess_1", "acme", SessionSpec.newBuilder().setCredentials("staff"));
        look(worker(
                "w1",
                RoomReport.newBuilder(kept(room("a"), "sess_1"))
                        .setPrepared(false)
                        .setFailure(new Failure("unknown_credentials", "no staff", false))
                        .build()));

        assertThat(session("sess_1").getEnding()).isEqualTo(SessionEnding.FAILED);
        assertThat(lodging("acme", "sess_1"))
                .isInstanceOfSatisfying(
                        Lodging.Never.class,
                        never -> assertThat(never.failure().getCode()).isEqualTo("unknown_credentials"));
    }

    @Test
    void aSickRoomIsLostWithItsWorkersReason() {
        openInRoom("sess_1", "a");
        look(worker("w1", sick(kept(room("a"), "sess_1"))));

        assertThat(session("sess_1").getHealth()).isEqualTo(RoomHealth.LOST);
        assertThat(session("sess_1").getHealthReason()).isEqualTo("sick");
        assertThat(lodging("acme", "sess_1")).isInstanceOf(Lodging.Later.class);
    }

    @Test
    void aRoomWithoutWorkersIsLostButNotBeforeThereWasTimeToHearOfThem() {
        openInRoom("sess_1", "a");

        board.look(List.of(), false, Set.of(), now);
        publish();
        assertThat(session("sess_1").getHealth()).isEqualTo(RoomHealth.HEALTHY);

        look();
        assertThat(session("sess_1").getHealth()).isEqualTo(RoomHealth.LOST);
    }

    @Test
    void aRoomOfADrainingWorkerIsTakenOverByAnotherThatHasIt() {
        openInRoom("sess_1", "a");
        look(draining("w1", kept(room("a"), "sess_1")), worker("w2", kept(room("a"), "sess_1")));

        assertThat(session("sess_1").getRoom().getWorkerId()).isEqualTo("w2");
        assertThat(session("sess_1").getHealth()).isEqualTo(RoomHealth.HEALTHY);
    }

    @Test
    void itsTasksAreToldThatItWasLost() {
        openInRoom("sess_1", "a");
        look();
        now = now.plus(Duration.ofMinutes(2));
        look();

        assertThat(lodging("acme", "sess_1"))
                .isInstanceOfSatisfying(
                        Lodging.Never.class,
                        never -> assertThat(never.failure().getCode()).isEqualTo("session_lost"));
    }

    @Test
    void aRoomAskedForByNameIsNotOneOfASession() {
        openInRoom("sess_1", "a");
        assertThat(lodging("acme", "a")).isInstanceOf(Lodging.Later.class);
        assertThat(lodging("acme", "b")).as("nobody announced it").isInstanceOf(Lodging.Unknown.class);

        look(worker("w1", kept(room("a"), "sess_1")), worker("w2", room("b")));
        assertThat(lodging("acme", "b"))
                .isInstanceOfSatisfying(
                        Lodging.In.class,
                        in -> assertThat(in.room().getAddress()).isEqualTo("http://b/"));
    }

    @Test
    void whereNoWorkerSaysWhichRoomsItHasATaskMayGoAnywhere() {
        look(worker("w1"));

        assertThat(lodging("acme", "b")).isInstanceOf(Lodging.Anywhere.class);
    }

    @Test
    void aRoomsNameThatNobodyHasSaidYetMayStillBeSaid() {
        assertThat(lodging("acme", "a")).as("nobody was heard of").isInstanceOf(Lodging.Later.class);

        board.look(List.of(worker("w2", room("b"))), false, Set.of(), now);
        assertThat(lodging("acme", "a")).as("not everybody was heard of").isInstanceOf(Lodging.Later.class);
        assertThat(lodging("acme", "b")).isInstanceOf(Lodging.In.class);

        look(worker("w2", room("b")));
        assertThat(lodging("acme", "a")).isInstanceOf(Lodging.Unknown.class);
    }

    @Test
    void aRoomWhoseOnlyWorkerDrainsOrIsGoneIsKnownForAsLongAsASessionsMayBeLost() {
        look(worker("w1", room("a")), worker("w2", room("b")));
        look(draining("w1", room("a")), worker("w2", room("b")));
        assertThat(lodging("acme", "a")).as("drains").isInstanceOf(Lodging.Later.class);

        now = now.plus(SETTINGS.lostAfter()).minusSeconds(1);
        look(worker("w2", room("b")));
        assertThat(lodging("acme", "a")).as("gone").isInstanceOf(Lodging.Later.class);

        now = now.plusSeconds(1);
        look(worker("w2", room("b")));
        assertThat(lodging("acme", "a")).as("gone for good").isInstanceOf(Lodging.Unknown.class);
    }

    @Test
    void countsTheRoomsThatAreLeftForOthers() {
        look(worker("w1", room("a"), room("b")));
        assertThat(board.roomsForOthers()).as("none is taken").isEmpty();

        open("sess_1", "acme");
        assertThat(board.roomsForOthers()).hasValue(1);
    }

    @Test
    void commandsThatNoStateCanAnswerAreUnusable() {
        open("sess_1", "acme");

        assertThatThrownBy(() -> open("sess_1", "other")).isInstanceOf(UnusableRecordException.class);
        assertThatThrownBy(() -> open("sess_1", "acme", SessionSpec.newBuilder().setName("another")))
                .isInstanceOf(UnusableRecordException.class);
        assertThatThrownBy(() -> open("room-1", "acme")).isInstanceOf(UnusableRecordException.class);
        assertThatThrownBy(() -> close("sess_1", "other")).isInstanceOf(UnusableRecordException.class);
        assertThatThrownBy(() -> close("sess_2", "acme")).isInstanceOf(UnusableRecordException.class);
    }

    @Test
    void eachRoomOfANameIsForOneTask() {
        look(worker("w1", room("a", "http://a1/")), worker("w2", room("a", "http://a2/")));

        assertThat(board.lodging("acme", "a", List.of("http://a1/")))
                .isInstanceOfSatisfying(
                        Lodging.In.class,
                        in -> assertThat(in.room().getAddress()).isEqualTo("http://a2/"));
        assertThat(board.lodging("acme", "a", List.of("http://a1/", "http://a2/")))
                .isInstanceOf(Lodging.Later.class);
        assertThat(board.lodging("acme", "a", List.of("http://a1/", "")))
                .as("where one task is, is not known")
                .isInstanceOf(Lodging.Later.class);
    }

    @Test
    void whatAnotherWorkerBeganToPrepareIsAskedForAnew() {
        look(worker("w1", room("a")), worker("w2", room("a")));
        open("sess_1", "acme");

        look(draining("w1", kept(room("a"), "sess_1")), worker("w2", kept(room("a"), "sess_1")));
        assertThat(status("sess_1")).as("w2 has not entered it").isEqualTo(SessionStatus.REQUESTED);

        look(worker("w2", room("a")));
        assertThat(session("sess_1").getRoom().getWorkerId()).isEqualTo("w2");
        look(worker("w2", kept(room("a"), "sess_1")));
        assertThat(status("sess_1")).isEqualTo(SessionStatus.OPEN);
    }

    @Test
    void whatAnyWorkerThatKeepsItsRoomCannotPrepareEndsIt() {
        look(worker("w1", room("a")), worker("w2", room("a")));
        open("sess_1", "acme");
        look(worker("w1", kept(room("a"), "sess_1")), worker("w2", unprepared("a", "sess_1", FAILURE)));

        assertThat(session("sess_1").getEnding()).isEqualTo(SessionEnding.FAILED);
    }

    @Test
    void aWorkerThatCannotReachTheRoomKeepsNobodyWaiting() {
        look(worker("w1", room("a")), worker("w2", sick(room("a"))));
        open("sess_1", "acme");
        look(worker("w1", kept(room("a"), "sess_1")), worker("w2", sick(room("a"))));

        assertThat(status("sess_1")).isEqualTo(SessionStatus.OPEN);
    }

    @Test
    void aRoomThatIsNotReadyInTimeIsLeftForAnotherAndThenTheSessionFails() {
        WorkerHeartbeat first = worker("w1", unprepared("a", "sess_1", null), room("b"));
        look(worker("w1", room("a"), room("b")));
        open("sess_1", "acme");
        assertThat(address("sess_1")).isEqualTo("http://a/");
        look(first);

        now = now.plus(SETTINGS.lostAfter());
        look(first);
        assertThat(address("sess_1")).isEqualTo("http://b/");
        WorkerHeartbeat second = worker("w1", room("a"), unprepared("b", "sess_1", null));
        look(second);
        now = now.plus(SETTINGS.lostAfter());
        look(second);

        assertThat(session("sess_1").getEnding()).isEqualTo(SessionEnding.FAILED);
        assertThat(session("sess_1").getFailure().getCode()).isEqualTo("not_prepared");
        assertThat(session("sess_1").getFailure().getMessage()).contains("room b", "120 s");
    }

    @Test
    void theTimeToPrepareARoomBeginsWhenTheTaskInItHasLeft() {
        WorkerHeartbeat inUse = worker("w1", busy(unprepared("a", "sess_1", null), "task_9"));
        look(worker("w1", busy(room("a"), "task_9")));
        open("sess_1", "acme");
        look(inUse);
        now = now.plus(Duration.ofHours(1));
        look(inUse);
        look(worker("w1", unprepared("a", "sess_1", null)));

        assertThat(status("sess_1")).isEqualTo(SessionStatus.PREPARING);
    }

    @Test
    void whatHasEndedIsReadOnlyWhenItIsAskedForAndForgottenAfterAWhile() {
        openInRoom("sess_1", "a");
        close("sess_1", "acme");
        asked.clear();

        look(worker("w1", room("a")));
        assertThat(asked).as("read to look at what is there").isEmpty();
        assertThat(lodging("acme", "sess_1")).isInstanceOf(Lodging.Never.class);
        assertThat(asked).containsExactly("sess_1");
        assertThatThrownBy(() -> open("sess_1", "other")).isInstanceOf(UnusableRecordException.class);

        board.forget("sess_1", now.plus(SETTINGS.keep()).minusSeconds(1));
        assertThat(board.takeChanges()).isEmpty();
        board.forget("sess_1", now.plus(SETTINGS.keep()));
        assertThat(board.takeChanges()).containsEntry("sess_1", Optional.empty());
    }

    @Test
    void aRefusedCommandThatComesAgainIsTheSame() {
        SessionSpec.Builder spec = SessionSpec.newBuilder().setName("n".repeat(1_000_000));
        open("sess_1", "acme", spec);
        assertThat(session("sess_1").getEnding()).isEqualTo(SessionEnding.REFUSED);

        open("sess_1", "acme", spec);

        assertThat(session("sess_1").getVersion()).isEqualTo(1);
    }

    private Optional<SessionState> published(String id) {
        asked.add(id);
        return Optional.ofNullable(published.get(id));
    }

    private Lodging lodging(String tenant, String wanted) {
        return board.lodging(tenant, wanted, List.of());
    }

    private void openInRoom(String id, String room) {
        look(worker("w1", room(room)));
        open(id, "acme");
        look(worker("w1", kept(room(room), id)));
        assertThat(status(id)).isEqualTo(SessionStatus.OPEN);
    }

    private void open(String id, String tenant) {
        open(id, tenant, SessionSpec.newBuilder());
    }

    private void open(String id, String tenant, SessionSpec.Builder spec) {
        now = now.plusMillis(1);
        board.open(new OpenSession(id, tenant, spec.build(), null, now), now);
        publish();
    }

    private void close(String id, String tenant) {
        board.close(new CloseSession(id, tenant, now), now);
        publish();
    }

    private void look(WorkerHeartbeat... workers) {
        board.look(Arrays.asList(workers), true, Set.of(), now);
        publish();
    }

    private void publish() {
        board.takeChanges().forEach((id, state) -> published.put(id, state.orElseThrow()));
    }

    private SessionState session(String id) {
        return requireNonNull(published.get(id), id);
    }

    private SessionStatus status(String id) {
        return session(id).getStatus();
    }

    private String address(String id) {
        assertThat(session(id).getRoom()).as("the room of " + id).isNotNull();
        return session(id).getRoom().getAddress();
    }

    private WorkerHeartbeat worker(String id, RoomReport... rooms) {
        return new WorkerHeartbeat(id, "default", 1, 0, "ocr", false, null, List.of(rooms), now, now);
    }

    private WorkerHeartbeat draining(String id, RoomReport... rooms) {
        return new WorkerHeartbeat(id, "default", 1, 0, "ocr", true, null, new ArrayList<>(List.of(rooms)), now, now);
    }

    private static RoomReport room(String name) {
        return room(name, "http://" + name + "/");
    }

    private static RoomReport room(String name, String address) {
        return RoomReport.newBuilder()
                .setName(name)
                .setAddress(address)
                .setHealthy(true)
                .build();
    }

    private static RoomReport kept(RoomReport room, String sessionId) {
        return RoomReport.newBuilder(room)
                .setReservedFor(sessionId)
                .setPrepared(true)
                .build();
    }

    private static RoomReport unprepared(String room, String sessionId, @Nullable Failure failure) {
        return RoomReport.newBuilder(kept(room(room), sessionId))
                .setPrepared(false)
                .setFailure(failure)
                .build();
    }

    private static RoomReport sick(RoomReport room) {
        return RoomReport.newBuilder(room).setHealthy(false).setReason("sick").build();
    }

    private static RoomReport busy(RoomReport room, String taskId) {
        return RoomReport.newBuilder(room).setTaskId(taskId).build();
    }
}
