package io.nekoagents.agent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nekoagents.agent.room.FakeRoom;
import io.nekoagents.agent.room.RoomDoor;
import io.nekoagents.agent.room.RoomPool;
import io.nekoagents.schema.fleet.RoomReport;
import io.nekoagents.schema.session.SessionRoom;
import io.nekoagents.schema.session.SessionSpec;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A worker's rooms, as the log gives them to sessions and as the worker reports them. */
@Timeout(30)
final class SessionRoomsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String A = "http://a/";
    private static final String B = "http://b/";

    private final FakeRoom roomA = new FakeRoom(A);
    private final FakeRoom roomB = new FakeRoom(B);
    private final FakeRoom throughStaff = new FakeRoom(A);
    private final RoomPool pool =
            new RoomPool(List.of(new RoomPool.NamedRoom("a", roomA), new RoomPool.NamedRoom("b", roomB)));
    private final AtomicInteger changes = new AtomicInteger();
    private final SessionRooms rooms = new SessionRooms(
            "w1",
            pool,
            (_, credentials) -> credentials.filter("staff"::equals).map(_ -> throughStaff),
            _ -> {},
            Duration.ofMillis(20));

    @BeforeEach
    void hear() {
        rooms.whenChanged(changes::incrementAndGet);
    }

    @AfterEach
    void stop() {
        rooms.close();
    }

    @Test
    void preparesTheRoomForItsSessionAndSaysSo() {
        rooms.begin();
        rooms.told("sess_1", preparing("sess_1", 2, page("https://example.org/").setScreenResolution("800x600")));

        await().until(() -> report(A).getPrepared());

        assertThat(report(A).getReservedFor()).isEqualTo("sess_1");
        assertThat(roomA.inputs()).startsWith("take control", "resize 800x600").endsWith("release control");
        assertThat(roomA.inputs()).contains("type https://example.org/");
        assertThat(report(B).getReservedFor()).isNull();
        assertThat(roomB.inputs()).isEmpty();
    }

    @Test
    void waitsUntilWhoeverIsInTheRoomHasLeft() throws Exception {
        rooms.begin();
        try (RoomPool.Held held = pool.hold(Optional.of("a"), Optional.empty()).orElseThrow()) {
            rooms.told("sess_1", preparing("sess_1", 2, page("https://example.org/")));
            await().until(() -> "sess_1".equals(report(A).getReservedFor()));
            assertThat(report(A).getPrepared())
                    .as("a task is in room %s", held.name())
                    .isFalse();
            assertThat(roomA.inputs()).isEmpty();
        }

        await().until(() -> report(A).getPrepared());
    }

    @Test
    void anotherWorkersSessionInTheSameRoomIsKeptOutOfButNotPrepared() {
        rooms.begin();
        rooms.told("sess_1", state("sess_1", 2, SessionStatus.PREPARING, "w2", page("https://example.org/")));

        await().until(() -> report(A).getPrepared());
        assertThat(roomA.inputs()).isEmpty();
    }

    @Test
    void aSessionThatIsOpenAlreadyIsNotPreparedAgain() {
        rooms.told("sess_1", preparing("sess_1", 2, page("https://example.org/")));
        rooms.told("sess_1", state("sess_1", 3, SessionStatus.OPEN, "w1", page("https://example.org/")));
        assertThat(report(A).getReservedFor())
                .as("before the log was read to its end")
                .isNull();

        rooms.begin();

        await().until(() -> report(A).getPrepared());
        assertThat(roomA.inputs()).isEmpty();
    }

    @Test
    void anOldStateThatIsReadAgainChangesNothing() {
        rooms.begin();
        rooms.told("sess_1", preparing("sess_1", 2, page("https://example.org/1")));
        await().until(() -> report(A).getPrepared());
        rooms.told("sess_1", state("sess_1", 4, SessionStatus.CLOSED, "w1", page("https://example.org/1")));
        rooms.told("sess_2", preparing("sess_2", 2, page("https://example.org/2")));
        await().until(() -> report(A).getPrepared());

        rooms.told("sess_1", preparing("sess_1", 2, page("https://example.org/1")));

        assertThat(report(A).getReservedFor()).isEqualTo("sess_2");
    }

    @Test
    void theRoomOfASessionThatHasEndedIsEverybodysAgain() throws Exception {
        rooms.begin();
        rooms.told("sess_1", preparing("sess_1", 2, SessionSpec.newBuilder()));
        await().until(() -> report(A).getPrepared());
        assertThat(pool.hold(Optional.of("a"), Optional.empty())).isEmpty();

        rooms.told("sess_1", state("sess_1", 4, SessionStatus.CLOSED, "w1", SessionSpec.newBuilder()));

        assertThat(report(A).getReservedFor()).isNull();
        assertThat(pool.hold(Optional.of("a"), Optional.empty())).isPresent();
    }

    @Test
    void credentialsOfTheSettingsAreUsedByTheirName() throws Exception {
        rooms.begin();
        rooms.told("sess_1", preparing("sess_1", 2, page("https://example.org/").setCredentials("staff")));

        await().until(() -> report(A).getPrepared());

        assertThat(throughStaff.inputs()).contains("type https://example.org/");
        assertThat(roomA.inputs()).isEmpty();
        try (RoomPool.Held held = pool.holdFor("sess_1", A).orElseThrow()) {
            assertThat(held.room()).isSameAs(throughStaff);
        }
    }

    @Test
    void credentialsThatNobodyKnowsAreNamed() {
        rooms.begin();
        rooms.told("sess_1", preparing("sess_1", 2, SessionSpec.newBuilder().setCredentials("admins")));

        await().until(() -> report(A).getFailure() != null);

        assertThat(report(A).getFailure()).satisfies(failure -> {
            assertThat(failure.getCode()).isEqualTo("unknown_credentials");
            assertThat(failure.getMessage()).contains("admins");
        });
        assertThat(report(A).getPrepared()).isFalse();
    }

    @Test
    void aFaultWhileARoomIsPreparedIsReported() {
        try (SessionRooms faulty = sessionRooms((_, _) -> {
            throw new IllegalStateException("a fault of the door");
        })) {
            faulty.begin();
            faulty.told(
                    "sess_1", preparing("sess_1", 2, SessionSpec.newBuilder().setCredentials("staff")));

            await().until(() -> report(faulty, A).getFailure() != null);

            assertThat(report(faulty, A).getFailure()).satisfies(failure -> {
                assertThat(failure.getCode()).isEqualTo("room_not_prepared");
                assertThat(failure.getMessage()).contains("a fault of the door");
            });
        }
    }

    @Test
    void aConnectionThatIsOpenedTooLateIsClosedAndNotTheNextSessions() throws Exception {
        // Given: a door that opens only after the session has ended and the next one has the room
        CompletableFuture<Optional<RoomDoor.OpenRoom>> door = new CompletableFuture<>();
        AtomicInteger asked = new AtomicInteger();
        try (SessionRooms slow = sessionRooms((_, _) -> {
            asked.incrementAndGet();
            return door.join();
        })) {
            slow.begin();
            slow.told("sess_1", preparing("sess_1", 2, SessionSpec.newBuilder().setCredentials("staff")));
            await().until(() -> asked.get() == 1);
            slow.told("sess_1", state("sess_1", 3, SessionStatus.CLOSED, "w1", SessionSpec.newBuilder()));
            slow.told("sess_2", preparing("sess_2", 2, SessionSpec.newBuilder()));

            // When
            door.complete(Optional.of(throughStaff));

            // Then
            await().until(() -> throughStaff.inputs().contains("leave"));
            try (RoomPool.Held held = pool.holdFor("sess_2", A).orElseThrow()) {
                assertThat(held.room()).isSameAs(roomA);
            }
        }
    }

    @Test
    void aConnectionOfOneSessionIsNotAnothers() throws Exception {
        pool.keep(A, "sess_2");

        pool.seenThrough(A, "sess_1", throughStaff);

        try (RoomPool.Held held = pool.holdFor("sess_2", A).orElseThrow()) {
            assertThat(held.room()).isSameAs(roomA);
        }
    }

    @Test
    void aRoomIsNotWellUntilItWasLookedAtAndSaysWhyItIsNot() {
        await().until(() -> report(A).getHealthy());
        int before = changes.get();

        roomA.lose();

        await().until(() -> !report(A).getHealthy());
        assertThat(report(A).getReason()).contains("fake room is gone");
        assertThat(report(B).getHealthy()).isTrue();
        await().until(() -> changes.get() > before);

        roomA.comeBack();
        await().until(() -> report(A).getHealthy());
    }

    private SessionRooms sessionRooms(RoomDoor door) {
        return new SessionRooms("w1", pool, door, _ -> {}, Duration.ofMillis(20));
    }

    private RoomReport report(String address) {
        return report(rooms, address);
    }

    private static RoomReport report(SessionRooms of, String address) {
        return of.reports(_ -> Optional.empty()).stream()
                .filter(each -> each.getAddress().equals(address))
                .findFirst()
                .orElseThrow();
    }

    private static SessionSpec.Builder page(String address) {
        return SessionSpec.newBuilder().setStartUrl(address);
    }

    private static SessionState preparing(String id, long version, SessionSpec.Builder spec) {
        return state(id, version, SessionStatus.PREPARING, "w1", spec);
    }

    private static SessionState state(
            String id, long version, SessionStatus status, String worker, SessionSpec.Builder spec) {
        return SessionState.newBuilder()
                .setSessionId(id)
                .setVersion(version)
                .setStatus(status)
                .setSpec(spec.build())
                .setRoom(new SessionRoom("a", A, worker))
                .setRequestedAt(NOW)
                .setUpdatedAt(NOW)
                .build();
    }
}
