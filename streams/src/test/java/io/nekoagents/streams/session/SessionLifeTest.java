package io.nekoagents.streams.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.schema.session.OpenSession;
import io.nekoagents.schema.session.RoomHealth;
import io.nekoagents.schema.session.SessionEnding;
import io.nekoagents.schema.session.SessionRoom;
import io.nekoagents.schema.session.SessionSpec;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import io.nekoagents.schema.task.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Histories of one session: given what happened, when something comes, then this follows. */
final class SessionLifeTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final SessionRoom ROOM = new SessionRoom("room-1", "http://room-1/", "w1");
    private static final SessionRoom SAME_ROOM_OTHER_WORKER = new SessionRoom("room-1", "http://room-1/", "w2");
    private static final Failure UNKNOWN_NAME = new Failure("unknown_credentials", "No such name", false);
    private static final SessionSettings SETTINGS =
            new SessionSettings(Duration.ofMinutes(2), Duration.ofSeconds(5), Duration.ofDays(31), 2);
    private static final SessionTrigger OPEN = open(SessionSpec.newBuilder().setIdleTimeoutSeconds(60));
    private static final SessionTrigger FOUND = new SessionTrigger.Found(ROOM);
    private static final SessionTrigger PREPARED = new SessionTrigger.Prepared();
    private static final SessionTrigger TAKEN = new SessionTrigger.Taken("task_1");
    private static final SessionTrigger LEFT = new SessionTrigger.Left();
    private static final SessionTrigger CLOSE = new SessionTrigger.Close();
    private static final SessionTrigger GONE = new SessionTrigger.Gone("no answer");
    private static final SessionTrigger WELL = new SessionTrigger.Well(ROOM);
    private static final SessionTrigger TICK = new SessionTrigger.TimePassed(false);
    private static final SessionTrigger TICK_WANTED = new SessionTrigger.TimePassed(true);

    private Instant now = START;
    private @Nullable SessionState state;

    static List<Arguments> histories() {
        return List.of(
                story("waits for a room", List.of(OPEN), TICK, SessionStatus.REQUESTED, null),
                story("a second command changes nothing", List.of(OPEN, FOUND), OPEN, SessionStatus.PREPARING, null),
                story("a room is prepared", List.of(OPEN), FOUND, SessionStatus.PREPARING, null),
                story("it opens once the room is ready", List.of(OPEN, FOUND), PREPARED, SessionStatus.OPEN, null),
                story(
                        "a room that cannot be prepared ends it",
                        List.of(OPEN, FOUND),
                        new SessionTrigger.Unprepared(UNKNOWN_NAME),
                        SessionStatus.CLOSED,
                        SessionEnding.FAILED),
                story(
                        "a room lost before it was ready is given up",
                        List.of(OPEN, FOUND),
                        GONE,
                        SessionStatus.REQUESTED,
                        null),
                story(
                        "a room that changes hands before it was ready is given up",
                        List.of(OPEN, FOUND),
                        new SessionTrigger.Well(SAME_ROOM_OTHER_WORKER),
                        SessionStatus.REQUESTED,
                        null),
                story(
                        "a room that takes too long is given up for another",
                        List.of(OPEN, FOUND),
                        new SessionTrigger.Overdue(true),
                        SessionStatus.REQUESTED,
                        null),
                story(
                        "where there is no other, it fails",
                        List.of(OPEN, FOUND),
                        new SessionTrigger.Overdue(false),
                        SessionStatus.CLOSED,
                        SessionEnding.FAILED),
                story(
                        "one that is open is not late",
                        List.of(OPEN, FOUND, PREPARED),
                        new SessionTrigger.Overdue(false),
                        SessionStatus.OPEN,
                        null),
                story("closing ends one that waits", List.of(OPEN), CLOSE, SessionStatus.CLOSED, SessionEnding.ASKED),
                story(
                        "closing ends one in which no task is",
                        List.of(OPEN, FOUND, PREPARED),
                        CLOSE,
                        SessionStatus.CLOSED,
                        SessionEnding.ASKED),
                story(
                        "closing waits for the task at work",
                        List.of(OPEN, FOUND, PREPARED, TAKEN),
                        CLOSE,
                        SessionStatus.CLOSING,
                        null),
                story(
                        "and ends it when that has left",
                        List.of(OPEN, FOUND, PREPARED, TAKEN, CLOSE),
                        LEFT,
                        SessionStatus.CLOSED,
                        SessionEnding.ASKED),
                story(
                        "a lost room does not end it at once",
                        List.of(OPEN, FOUND, PREPARED),
                        GONE,
                        SessionStatus.OPEN,
                        null),
                story(
                        "what has ended stays so",
                        List.of(OPEN, CLOSE),
                        FOUND,
                        SessionStatus.CLOSED,
                        SessionEnding.ASKED));
    }

    private static Arguments story(
            String name,
            List<SessionTrigger> given,
            SessionTrigger when,
            SessionStatus status,
            @Nullable SessionEnding ending) {
        return Arguments.of(name, given, when, status, ending);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("histories")
    void standsWhereItsHistoryPutsIt(
            String name,
            List<SessionTrigger> given,
            SessionTrigger when,
            SessionStatus status,
            @Nullable SessionEnding ending) {
        given.forEach(this::comes);

        comes(when);

        assertThat(session().getStatus()).as(name).isEqualTo(status);
        assertThat(session().getEnding()).as(name).isEqualTo(ending);
    }

    @Test
    void isRefusedInItsStateWhereItBreaksARule() {
        comes(open(SessionSpec.newBuilder().setIdleTimeoutSeconds(1)));

        assertThat(session().getEnding()).isEqualTo(SessionEnding.REFUSED);
        assertThat(failure().getCode()).isEqualTo("invalid_session");
        assertThat(failure().getMessage()).contains("idle_timeout");
    }

    @Test
    void aRefusedOneCarriesNothingOfWhatBrokeTheRules() {
        comes(open(SessionSpec.newBuilder().setName("mine").setStartUrl("x".repeat(500_000))));

        assertThat(session().getSpec())
                .isEqualTo(SessionSpec.newBuilder().setName("mine").build());
    }

    @Test
    void isRefusedWhereItsTenantHasTooMany() {
        comes(new SessionTrigger.Open(command(SessionSpec.newBuilder()), 2));

        assertThat(failure().getCode()).isEqualTo("quota_exceeded");
    }

    @Test
    void endsWhenNobodyUsesIt() {
        comes(OPEN, FOUND, PREPARED, TAKEN);
        passes(Duration.ofMinutes(5), TICK);
        assertThat(session().getStatus()).as("a task is in it").isEqualTo(SessionStatus.OPEN);

        comes(LEFT);
        passes(Duration.ofSeconds(59), TICK);
        passes(Duration.ofSeconds(1), TICK_WANTED);
        assertThat(session().getStatus()).as("a task waits for it").isEqualTo(SessionStatus.OPEN);

        comes(TICK);
        assertThat(session().getEnding()).isEqualTo(SessionEnding.IDLE);
    }

    @Test
    void saysSinceWhenAndWhyItsRoomIsGone() {
        comes(OPEN, FOUND, PREPARED, TAKEN);
        passes(Duration.ofSeconds(7), GONE);
        passes(Duration.ofSeconds(7), GONE);

        assertThat(session().getHealth()).isEqualTo(RoomHealth.LOST);
        assertThat(session().getHealthSince()).isEqualTo(START.plusSeconds(7));
        assertThat(session().getHealthReason()).isEqualTo("no answer");

        comes(WELL);
        assertThat(session().getHealth()).isEqualTo(RoomHealth.HEALTHY);
        assertThat(session().getHealthReason()).isNull();
        assertThat(session().getTaskId()).isEqualTo("task_1");
    }

    @Test
    void endsWhenItsRoomWasGoneForTooLong() {
        comes(OPEN, FOUND, PREPARED, GONE);
        passes(Duration.ofSeconds(119), TICK_WANTED);
        assertThat(session().getStatus()).isEqualTo(SessionStatus.OPEN);

        passes(Duration.ofSeconds(1), TICK_WANTED);

        assertThat(session().getEnding()).isEqualTo(SessionEnding.LOST);
        assertThat(failure().getCode()).isEqualTo("session_lost");
        assertThat(failure().getMessage()).contains("no answer");
    }

    @Test
    void goesOnWithAnotherWorkerThatHasTheSameRoom() {
        comes(OPEN, FOUND, PREPARED, GONE, new SessionTrigger.Well(SAME_ROOM_OTHER_WORKER));

        assertThat(session().getStatus()).isEqualTo(SessionStatus.OPEN);
        assertThat(session().getHealth()).isEqualTo(RoomHealth.HEALTHY);
        assertThat(session().getRoom()).isEqualTo(SAME_ROOM_OTHER_WORKER);
    }

    @Test
    void isForgottenAWhileAfterItsEnd() {
        comes(OPEN, CLOSE);
        passes(Duration.ofDays(31).minusSeconds(1), TICK);
        assertThat(state).isNotNull();

        passes(Duration.ofSeconds(1), TICK);
        assertThat(state).isNull();
    }

    @Test
    void eachChangeIsANewVersion() {
        comes(OPEN, FOUND, PREPARED, TAKEN, LEFT);

        assertThat(session().getVersion()).isEqualTo(5);
    }

    private void comes(SessionTrigger... triggers) {
        SessionDecision rules = new SessionDecision(SETTINGS);
        for (SessionTrigger trigger : triggers) {
            for (SessionFact fact : rules.decide(state, trigger, now)) {
                state = SessionEvolution.evolve(state, fact, now);
            }
        }
    }

    private void passes(Duration time, SessionTrigger then) {
        now = now.plus(time);
        comes(then);
    }

    private SessionState session() {
        assertThat(state).as("the session").isNotNull();
        return state;
    }

    private Failure failure() {
        assertThat(session().getFailure()).as("what went wrong").isNotNull();
        return session().getFailure();
    }

    private static SessionTrigger open(SessionSpec.Builder spec) {
        return new SessionTrigger.Open(command(spec), 0);
    }

    private static OpenSession command(SessionSpec.Builder spec) {
        return new OpenSession("sess_1", "acme", spec.build(), null, START);
    }
}
