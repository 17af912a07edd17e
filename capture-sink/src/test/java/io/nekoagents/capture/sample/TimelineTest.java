package io.nekoagents.capture.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.schema.capture.EpisodeAction;
import io.nekoagents.schema.capture.EpisodeFrame;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TimelineTest {

    private static final Instant BEGAN = Instant.parse("2026-01-31T12:00:00Z");

    private final List<EpisodeFrame> frames = List.of(frame("a", 0), frame("b", 1_000), frame("c", 2_000));

    @Test
    void anActionKeepsTheTimeItWasPlannedAtWhereThatLeadsToItsFrame() {
        Timeline timeline = Timeline.of(frames, List.of(action("b", 1_400)));

        assertThat(timeline.actions().getFirst().at()).isEqualTo(micros(1_400));
        assertThat(chosen(timeline, 0)).isEqualTo(1);
    }

    @Test
    void anActionThatTookLongToPlanIsStillSeenWithTheFrameItWasDecidedOn() {
        Timeline timeline = Timeline.of(frames, List.of(action("a", 2_500)));

        assertThat(chosen(timeline, 0)).isZero();
    }

    @Test
    void anActionWhoseClockWasBehindIsStillSeenWithTheFrameItWasDecidedOn() {
        Timeline timeline = Timeline.of(frames, List.of(action("c", 1_900)));

        assertThat(chosen(timeline, 0)).isEqualTo(2);
    }

    @Test
    void anActionThatNamesNoFrameHasTheLastOneBeforeIt() {
        Timeline timeline = Timeline.of(frames, List.of(action(null, 1_999), action("lost", 1_000)));

        assertThat(chosen(timeline, 0)).isEqualTo(1);
        assertThat(chosen(timeline, 1)).isEqualTo(1);
    }

    @Test
    void anActionOfBeforeTheFirstFrameIsNotShownWithItsEffect() {
        Timeline timeline = Timeline.of(frames, List.of(action(null, -5)));

        assertThat(timeline.actions()).isEmpty();
        assertThat(timeline.unpaired()).hasSize(1);
    }

    @Test
    void framesOfTheSameMomentHaveTimesOfTheirOwn() {
        List<EpisodeFrame> twins = List.of(frame("a", 0), frame("b", 0), frame("c", 0));

        Timeline timeline = Timeline.of(twins, List.of(action("b", 0), action("a", 700)));

        assertThat(timeline.frames()).isSorted().doesNotHaveDuplicates();
        assertThat(chosen(timeline, 0)).isEqualTo(1);
        assertThat(chosen(timeline, 1)).isZero();
    }

    /** As the original training script chooses: the last frame whose time is not after the action's. */
    private static int chosen(Timeline timeline, int action) {
        int best = 0;
        for (int frame = 0; frame < timeline.frames().size(); frame++) {
            if (timeline.frames().get(frame) <= timeline.actions().get(action).at()) {
                best = frame;
            }
        }
        assertThat(best).isEqualTo(timeline.actions().get(action).frame());
        return best;
    }

    private static long micros(long millis) {
        return (BEGAN.toEpochMilli() + millis) * 1_000;
    }

    private static EpisodeFrame frame(String id, long millis) {
        return EpisodeFrame.newBuilder()
                .setFrameId(id)
                .setUri("file:///f/" + id)
                .setSha256("")
                .setBytes(1)
                .setMediaType("image/jpeg")
                .setWidth(1)
                .setHeight(1)
                .setCapturedAt(BEGAN.plusMillis(millis))
                .build();
    }

    private static EpisodeAction action(@Nullable String frame, long millis) {
        return EpisodeAction.newBuilder()
                .setAction("ENTER")
                .setFrameId(frame)
                .setPlannedAt(BEGAN.plusMillis(millis))
                .setExecutedAt(BEGAN.plusMillis(millis + 50))
                .build();
    }
}
