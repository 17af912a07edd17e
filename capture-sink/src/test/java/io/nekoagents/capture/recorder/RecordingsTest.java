package io.nekoagents.capture.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nekoagents.schema.capture.ActionRecorded;
import io.nekoagents.schema.capture.CaptureConfig;
import io.nekoagents.schema.capture.CaptureOptions;
import io.nekoagents.schema.capture.EndEpisode;
import io.nekoagents.schema.capture.EpisodeEnd;
import io.nekoagents.schema.capture.RecordEpisode;
import io.nekoagents.schema.capture.RecordingEnded;
import io.nekoagents.schema.capture.RecordingFailed;
import io.nekoagents.schema.capture.RecordingStarted;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By command and by chat, in a room that is made up. */
final class RecordingsTest {

    private final Bench bench = new Bench();
    private final FakeRoom room = new FakeRoom();
    private final RecorderParts parts = RecorderParts.of(
            Bench.settings(Map.of(
                    "neko.capture.recorder.rooms", "shop=" + FakeRoom.ADDRESS,
                    "neko.capture.recorder.slots", "1",
                    "neko.capture.recorder.credentials.staff.password", "secret",
                    "neko.capture.recorder.credentials.staff.may-enter", "https://elsewhere.example/")),
            bench.tools(),
            (_, _) -> room);
    private final Recordings recordings = parts.recordings();

    @BeforeEach
    void open() {
        parts.sessions().told("sess_1", Bench.session("sess_1", "acme", SessionStatus.OPEN, FakeRoom.ADDRESS));
    }

    @AfterEach
    void close() {
        bench.logAway = false;
        recordings.close();
        parts.rooms().close();
    }

    @Test
    void aCommandIsAnsweredWhenTheLogHasTheBeginning() throws Exception {
        bench.logAway = true;
        CompletableFuture<Void> answered = recordings.record(command("ep_1", "acme"));
        await("the room is entered").until(() -> !room.qualities.isEmpty());
        assertThat(answered).isNotDone();

        bench.logAway = false;

        answered.get(10, TimeUnit.SECONDS);
        assertThat(bench.logged(RecordingStarted.class)).hasSize(1);
    }

    @Test
    void ofCommandsForOneEpisodeTheFirstCountsEvenWhenItIsOver() throws Exception {
        begin("ep_1");
        begin("ep_1");
        end("ep_1", "acme");
        begin("ep_1");

        assertThat(bench.logged(RecordingStarted.class)).hasSize(1);
        assertThat(bench.logged(RecordingEnded.class)).hasSize(1);
    }

    @Test
    void leavesTheRoomWithItsLastRecording() throws Exception {
        begin("ep_1");
        assertThat(room.left).isFalse();

        end("ep_1", "acme");

        assertThat(room.left).isTrue();
        assertThat(room.said)
                .containsExactly("Recording ep_1: buy a dog", "Recorded ep_1: 0 frames, 0 actions (ASKED)");
    }

    @Test
    void whatIsToEndBeforeItHasBegunEndsAsSoonAsItHas() throws Exception {
        parts.sessions().told("sess_1", null);
        CompletableFuture<Void> begun = recordings.record(command("ep_1", "acme"));
        CompletableFuture<Void> ended = recordings.end(new EndEpisode("ep_1", "acme", true, Bench.BEGIN));
        assertThat(begun).isNotDone();

        parts.sessions().told("sess_1", Bench.session("sess_1", "acme", SessionStatus.OPEN, FakeRoom.ADDRESS));

        ended.get(10, TimeUnit.SECONDS);
        assertThat(bench.log).hasExactlyElementsOfTypes(RecordingStarted.class, RecordingEnded.class);
        assertThat(bench.awaitLogged(RecordingEnded.class).getDiscard()).isTrue();
    }

    @Test
    void nobodyEndsTheEpisodeOfAnotherTenant() throws Exception {
        begin("ep_1");
        end("ep_1", "other");

        assertThat(bench.logged(RecordingEnded.class)).isEmpty();
    }

    @Test
    void endsAnEpisodeThatItNeverHeardOf() throws Exception {
        end("ep_of_somebody", "acme");

        assertThat(bench.awaitLogged(RecordingEnded.class).getEnd()).isEqualTo(EpisodeEnd.ASKED);
    }

    @Test
    void aSessionThatIsClosedIsRecordedNoFurther() throws Exception {
        begin("ep_1");
        parts.sessions().told("sess_1", Bench.session("sess_1", "acme", SessionStatus.CLOSED, FakeRoom.ADDRESS));

        recordings.check();

        assertThat(bench.awaitLogged(RecordingEnded.class).getEnd()).isEqualTo(EpisodeEnd.ROOM_LEFT);
    }

    @Test
    void saysWhyItDoesNotRecord() throws Exception {
        parts.sessions().told("sess_1", Bench.session("sess_1", "acme", SessionStatus.CLOSED, FakeRoom.ADDRESS));
        assertThat(failure("ep_1", "acme")).isEqualTo("session_closed");
        assertThat(failure("ep_2", "other")).isEqualTo("unknown_session");
        bench.pass(Duration.ofMinutes(2));
        assertThat(failure("ep_3", "acme")).isEqualTo("expired");
    }

    @Test
    void sendsNoPasswordToARoomThatItIsNotFor() throws Exception {
        SessionState open = Bench.session("sess_1", "acme", SessionStatus.OPEN, FakeRoom.ADDRESS);
        open.getSpec().setCredentials("staff");
        parts.sessions().told("sess_1", open);
        assertThat(failure("ep_1", "acme")).isEqualTo("room_not_allowed");

        open.getSpec().setCredentials("nobody");
        assertThat(failure("ep_2", "acme")).isEqualTo("unknown_credentials");
        assertThat(room.left).as("the room was entered").isFalse();
        assertThat(room.qualities).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"screen", "host"})
    void leavesARoomWhereItCouldNotBeginForACauseThatNobodyThoughtOf(String broken) throws Exception {
        // Given
        room.broken = broken;

        // When
        assertThatThrownBy(() -> begin("ep_1")).hasMessageContaining("broken " + broken);

        // Then
        assertThat(room.left).isTrue();
        room.broken = "";
        begin("ep_1");
        assertThat(bench.logged(RecordingStarted.class))
                .as("the slot is free again")
                .hasSize(1);
    }

    @Test
    void refusesWhatIsMoreThanItsSlots() throws Exception {
        begin("ep_1");

        assertThat(failure("ep_2", "acme")).isEqualTo("recorder_busy");
    }

    @Test
    void leavesWhatHasNotBegunToWhoeverReadsTheCommandNext() throws Exception {
        parts.sessions().told("sess_1", null);
        CompletableFuture<Void> answered = recordings.record(command("ep_1", "acme"));
        recordings.abandon("ep_1");
        parts.sessions().told("sess_1", Bench.session("sess_1", "acme", SessionStatus.OPEN, FakeRoom.ADDRESS));

        answered.get(10, TimeUnit.SECONDS);
        assertThat(bench.log).isEmpty();
        begin("ep_1");
        assertThat(bench.logged(RecordingStarted.class)).hasSize(1);
    }

    @Test
    void stoppingEndsWhatRunsAndKeepsIt() throws Exception {
        begin("ep_1");

        recordings.close();

        RecordingEnded end = bench.awaitLogged(RecordingEnded.class);
        assertThat(end.getEnd()).isEqualTo(EpisodeEnd.ROOM_LEFT);
        assertThat(end.getDiscard()).isFalse();
    }

    @Test
    void stoppingFailsWhatWaits() throws Exception {
        parts.sessions().told("sess_1", null);
        CompletableFuture<Void> answered = recordings.record(command("ep_1", "acme"));

        recordings.close();

        answered.get(10, TimeUnit.SECONDS);
        assertThat(bench.awaitLogged(RecordingFailed.class).getCode()).isEqualTo("recorder_stopped");
    }

    @Test
    void aPersonBeginsAndEndsAnEpisodeInChat() throws Exception {
        try (Rooms.Stay _ = watch()) {
            room.hear("ada", "/START  buy a cat ");
            RecordingStarted start = bench.awaitLogged(RecordingStarted.class);
            room.hear("ada", "Action: {\"action\": \"CLICK\"}");
            room.hear("ada", "Action: {broken");
            room.hear("ada", "Action: {\"broken\"}");
            room.hear("ada", "/stop");

            assertThat(bench.awaitLogged(RecordingEnded.class).getEnd()).isEqualTo(EpisodeEnd.ASKED);
            assertThat(start.getTenant()).isEqualTo("shop");
            assertThat(start.getTaskDescription()).isEqualTo("buy a cat");
            assertThat(start.getSessionId()).isNull();
            assertThat(start.getOptions().getFps()).isEqualTo(2);
            assertThat(bench.logged(ActionRecorded.class)).hasSize(1);
            String id = start.getEpisodeId();
            await("the answers").until(() -> room.said.size() == 2);
            assertThat(room.said)
                    .containsExactly(
                            "Recording " + id + ": buy a cat", "Recorded " + id + ": 0 frames, 1 actions (ASKED)");
            assertThat(bench.meters
                            .get("neko.capture.recorder.actions")
                            .tag("outcome", "unreadable")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void aLineThatIsHeardTwiceCountsOnceAndOurOwnDoesNot() throws Exception {
        try (Rooms.Stay _ = watch()) {
            room.tell(new RecordedRoom.Line("own", "recorder", true, "/start nothing"));
            room.hear("ada", "/start buy a cat");
            bench.awaitLogged(RecordingStarted.class);
            RecordedRoom.Line action = room.hear("ada", "Action: {\"action\": \"CLICK\"}");
            room.tell(action);
            room.hear("ada", "/stop");

            bench.awaitLogged(RecordingEnded.class);
            assertThat(bench.logged(RecordingStarted.class)).hasSize(1);
            assertThat(bench.logged(ActionRecorded.class)).hasSize(1);
        }
    }

    @Test
    void saysThatItRecordsAlreadyAndWhatItWantsToHear() throws Exception {
        try (Rooms.Stay _ = watch()) {
            room.hear("ada", "/start");
            room.hear("ada", "/start buy a cat");
            String id = bench.awaitLogged(RecordingStarted.class).getEpisodeId();
            room.hear("ada", "/start buy a dog");

            await("the answers").until(() -> room.said.size() == 3);
            assertThat(room.said)
                    .containsExactly(
                            "Say what is shown, as in: /start buy a cat",
                            "Recording " + id + ": buy a cat",
                            "Already recording " + id + ": /stop ends it");
        }
    }

    @Test
    void aTenantsOwnOptionsGoBeforeTheRecorders() throws Exception {
        parts.options()
                .told(
                        "shop",
                        CaptureConfig.newBuilder()
                                .setTenant("shop")
                                .setOptions(new CaptureOptions(7, 50, 3, 100))
                                .setUpdatedAt(Bench.BEGIN)
                                .build());
        try (Rooms.Stay _ = watch()) {
            room.hear("ada", "/start buy a cat");

            assertThat(bench.awaitLogged(RecordingStarted.class).getOptions().getFps())
                    .isEqualTo(7);
        }
    }

    private Rooms.Stay watch() throws Exception {
        return parts.rooms().enter(FakeRoom.ADDRESS, new RecorderSettings.Login("recorder", "admin", List.of()));
    }

    private void begin(String episode) throws Exception {
        recordings.record(command(episode, "acme")).get(10, TimeUnit.SECONDS);
    }

    private void end(String episode, String tenant) throws Exception {
        recordings.end(new EndEpisode(episode, tenant, false, Bench.BEGIN)).get(10, TimeUnit.SECONDS);
    }

    private String failure(String episode, String tenant) throws Exception {
        recordings.record(command(episode, tenant)).get(30, TimeUnit.SECONDS);
        return bench.awaitLogged(RecordingFailed.class).getCode();
    }

    private static RecordEpisode command(String episode, String tenant) {
        return RecordEpisode.newBuilder()
                .setEpisodeId(episode)
                .setTenant(tenant)
                .setTaskDescription("buy a dog")
                .setSessionId("sess_1")
                .setOptions(new CaptureOptions(5, 80, 1, 60))
                .setRequestedAt(Bench.BEGIN)
                .build();
    }
}
