package io.nekoagents.capture.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nekoagents.capture.store.Sums;
import io.nekoagents.schema.capture.ActionRecorded;
import io.nekoagents.schema.capture.CaptureOptions;
import io.nekoagents.schema.capture.EpisodeEnd;
import io.nekoagents.schema.capture.EpisodeFrame;
import io.nekoagents.schema.capture.FrameRecorded;
import io.nekoagents.schema.capture.Origin;
import io.nekoagents.schema.capture.RecordingEnded;
import io.nekoagents.schema.capture.RecordingFailed;
import io.nekoagents.schema.capture.RecordingStarted;
import io.nekoagents.schema.capture.RecordingWatched;
import java.awt.Dimension;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RecordingTest {

    private final Bench bench = new Bench();
    private final FakeRoom room = new FakeRoom();
    private Recording recording = new Recording(plan(), room, bench.tools());
    private boolean begun;

    @AfterEach
    void stop() throws Exception {
        bench.logAway = false;
        if (begun) {
            recording.end(EpisodeEnd.ASKED, false);
            recording.done().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void itsFactsAreBeginningFramesAndEndInThatOrder() throws Exception {
        begin();
        show("one");
        show("two");

        recording.end(EpisodeEnd.ASKED, true);

        assertThat(recording.done().get(10, TimeUnit.SECONDS)).satisfies(summary -> {
            assertThat(summary.frames()).isEqualTo(2);
            assertThat(summary.actions()).isZero();
        });
        assertThat(bench.log)
                .hasExactlyElementsOfTypes(
                        RecordingStarted.class, FrameRecorded.class, FrameRecorded.class, RecordingEnded.class);
        assertThat(bench.awaitLogged(RecordingEnded.class).getDiscard()).isTrue();
        assertThat(room.qualities).containsExactly(80);
    }

    @Test
    void aFrameIsNamedByItsEpisodeAndDescribedByItsBytes() {
        begin();
        EpisodeFrame frame = show("one");

        assertThat(frame.getUri()).isEqualTo("file:///frames/ep_1/" + frame.getFrameId() + ".jpg");
        assertThat(frame.getSha256())
                .isEqualTo(Sums.sha256(bench.store.values().iterator().next()));
        assertThat(frame.getBytes()).isEqualTo(3);
        assertThat(frame.getWidth()).isEqualTo(800);
    }

    @Test
    void anotherRecorderThatGoesOnOverwritesNoFrame() {
        RecorderTools tools = bench.tools();

        assertThat(tools.take()).isNotEqualTo(tools.take());
    }

    @Test
    void timesNeverGoBackThoughTheMachinesClockDoes() {
        begin();
        bench.pass(Duration.ofSeconds(10));
        EpisodeFrame first = show("one");
        room.screen.add(new Shot(new byte[] {1}, 800, 600, Bench.BEGIN.minusSeconds(100)));

        await("the second frame").until(() -> bench.logged(FrameRecorded.class).size() == 2);
        assertThat(bench.awaitLogged(FrameRecorded.class).getFrame().getCapturedAt())
                .isEqualTo(first.getCapturedAt());
    }

    @Test
    void framesAreTheAgentsWhileItHasTheRoom() {
        begin();
        room.host = Optional.of("agent");
        EpisodeFrame agents = show("one");
        room.host = Optional.of("ada");

        assertThat(agents.getOrigin()).isEqualTo(Origin.AGENT);
        assertThat(show("two").getOrigin()).isEqualTo(Origin.HUMAN);
    }

    @Test
    void anActionIsWhoseLineItIs() {
        begin();
        bench.pass(Duration.ofSeconds(3));
        act("ada", "{\"action\": \"CLICK\", \"position\": [0.5, 0.25]}");
        act("agent", "{\"action\": \"INPUT\", \"value\": \"cat\"}");

        await("both actions").until(() -> bench.logged(ActionRecorded.class).size() == 2);
        assertThat(bench.logged(ActionRecorded.class))
                .extracting(fact -> fact.getAction().getOrigin())
                .containsExactly(Origin.HUMAN, Origin.AGENT);
        ActionRecorded last = bench.awaitLogged(ActionRecorded.class);
        assertThat(last.getAction().getStep()).isEqualTo(2);
        assertThat(last.getAction().getSaid()).isEqualTo("{\"action\": \"INPUT\", \"value\": \"cat\"}");
        assertThat(last.getAction().getExecutedAt()).isEqualTo(Bench.BEGIN.plusSeconds(3));
    }

    @Test
    void saysEveryTenSecondsThatItWatches() {
        begin();
        for (int second = 0; second < 25; second++) {
            bench.pass(Duration.ofSeconds(1));
            recording.check();
        }

        await("signs of life").until(() -> bench.logged(RecordingWatched.class).size() == 2);
    }

    @Test
    void endsWhenItsTimeIsOver() {
        begin();
        bench.pass(Duration.ofSeconds(60));
        recording.check();

        assertThat(bench.awaitLogged(RecordingEnded.class).getEnd()).isEqualTo(EpisodeEnd.TIMEOUT);
    }

    @Test
    void outlastsARoomThatComesBackSoonAndEndsWithOneThatDoesNot() {
        begin();
        room.presence = RecordedRoom.Presence.AWAY;
        check(Duration.ofSeconds(2));
        room.presence = RecordedRoom.Presence.HERE;
        check(Duration.ofSeconds(2));
        room.presence = RecordedRoom.Presence.AWAY;
        check(Duration.ofSeconds(2));
        assertThat(bench.logged(RecordingEnded.class)).isEmpty();

        check(Duration.ofSeconds(1));

        assertThat(bench.awaitLogged(RecordingEnded.class).getEnd()).isEqualTo(EpisodeEnd.ROOM_LEFT);
    }

    @Test
    void endsWithARoomThatDoesNotWantItBack() {
        begin();
        room.presence = RecordedRoom.Presence.GONE;
        recording.check();

        assertThat(bench.awaitLogged(RecordingEnded.class).getEnd()).isEqualTo(EpisodeEnd.ROOM_LEFT);
    }

    @Test
    void endsWithARoomThatIsThereAndShowsNothing() {
        begin();
        room.blind = true;
        await("looks that miss")
                .until(() -> bench.meters
                                .get("neko.capture.recorder.looks")
                                .tag("outcome", "missed")
                                .counter()
                                .count()
                        > 0);
        check(Duration.ofSeconds(3));

        assertThat(bench.awaitLogged(RecordingEnded.class).getEnd()).isEqualTo(EpisodeEnd.ROOM_LEFT);
    }

    @Test
    void keepsWhatCameWhileTheStoreWasAway() {
        begin();
        bench.storeAway = true;
        room.screen.add(bench.shot("one"));
        room.screen.add(bench.shot("two"));
        await("frames that wait").until(room.screen::isEmpty);
        bench.storeAway = false;

        await("both frames").until(() -> bench.logged(FrameRecorded.class).size() == 2);
    }

    @Test
    void failsWithAWordWhenMoreFramesWaitThanItCanHold() {
        begin();
        bench.storeAway = true;
        room.screen.add(bench.shot("x".repeat(600)));
        room.screen.add(bench.shot("y".repeat(600)));

        assertThat(bench.awaitLogged(RecordingFailed.class).getCode()).isEqualTo("frames_not_kept");
        assertThat(bench.logged(RecordingEnded.class)).isEmpty();
    }

    @Test
    void failsWithAWordWhenTheLogWasAwayForTooLongAsSoonAsItIsBack() {
        recording = new Recording(
                plan(),
                room,
                bench.tools(new RecordingWriter.Limits(1_000, Duration.ofMillis(20), Duration.ofMillis(5))));
        begin();
        bench.logAway = true;
        act("ada", "{}");
        await("tries beyond the limit").until(() -> bench.refused.get() > 20);
        bench.logAway = false;

        assertThat(bench.awaitLogged(RecordingFailed.class).getCode()).isEqualTo("log_unavailable");
        assertThat(bench.logged(ActionRecorded.class)).isEmpty();
    }

    @Test
    void whatItHandsOverIsNotSaidToHaveEnded() {
        begin();
        recording.handOver();
        recording.end(EpisodeEnd.ASKED, false);

        assertThat(recording.done()).isDone();
        assertThat(bench.logged(RecordingEnded.class)).isEmpty();
    }

    private void begin() {
        begun = true;
        recording.begin(new Dimension(800, 600));
        bench.awaitLogged(RecordingStarted.class);
    }

    private static Recording.Plan plan() {
        return new Recording.Plan(
                "ep_1", "acme", null, "buy a cat", new CaptureOptions(60, 80, 1, 60), Bench.BEGIN, Origin.HUMAN);
    }

    private EpisodeFrame show(String pixels) {
        int before = bench.logged(FrameRecorded.class).size();
        room.screen.add(bench.shot(pixels));
        await("the frame").until(() -> bench.logged(FrameRecorded.class).size() > before);
        return bench.awaitLogged(FrameRecorded.class).getFrame();
    }

    private void act(String speaker, String json) {
        recording.acted(
                new RecordedRoom.Line("line of " + speaker, speaker, false, "Action: " + json),
                json,
                SaidAction.parse(json).orElseThrow());
    }

    private void check(Duration after) {
        bench.pass(after);
        recording.check();
    }
}
