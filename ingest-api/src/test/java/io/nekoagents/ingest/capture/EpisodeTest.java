package io.nekoagents.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.ingest.view.HistoryEntry;
import io.nekoagents.schema.capture.CaptureOptions;
import io.nekoagents.schema.capture.EndEpisode;
import io.nekoagents.schema.capture.EpisodeDiscarded;
import io.nekoagents.schema.capture.EpisodeEnd;
import io.nekoagents.schema.capture.EpisodeFailed;
import io.nekoagents.schema.capture.EpisodeFinished;
import io.nekoagents.schema.capture.EpisodeGrown;
import io.nekoagents.schema.capture.EpisodePart;
import io.nekoagents.schema.capture.EpisodeStarted;
import io.nekoagents.schema.capture.EpisodeSubject;
import io.nekoagents.schema.capture.Origin;
import io.nekoagents.schema.capture.RecordEpisode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EpisodeTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Screen USUAL = new Screen(1280, 720);
    private static final RecordEpisode RECORD =
            new RecordEpisode("ep_1", "t", "how to pay", "s", new CaptureOptions(2, 50, 4, 900), null, NOON);
    private static final EndEpisode KEEP = new EndEpisode("ep_1", "t", false, NOON.plusSeconds(8));
    private static final EndEpisode DISCARD = new EndEpisode("ep_1", "t", true, NOON.plusSeconds(9));
    private static final EpisodeGrown GROWN = new EpisodeGrown("ep_1", "t", 5, 2, 500L, NOON.plusSeconds(5));
    private static final EpisodeFinished FINISHED =
            new EpisodeFinished("ep_1", "t", 9, 4, 900L, EpisodeEnd.TIMEOUT, 0, null, NOON.plusSeconds(10));

    @Test
    void isNothingWithoutWhatBeginsIt() {
        assertThat(Episode.of(entries(KEEP, GROWN, FINISHED))).isEmpty();
    }

    @Test
    void waitsForTheRecorderAndThenForWhoEndsIt() {
        assertThat(shown(RECORD)).extracting("status", "waitsFor").containsExactly("requested", "capture-sink");
        assertThat(shown(RECORD, started(null)))
                .extracting("status", "waitsFor")
                .containsExactly("recording", null);
        assertThat(shown(RECORD, KEEP)).extracting("status", "waitsFor").containsExactly("ending", "capture-sink");
        assertThat(shown(RECORD, KEEP, started(null)))
                .extracting("status", "waitsFor")
                .containsExactly("ending", "episode-assembly");
    }

    @Test
    void countsWhatThereIsUntilTheEnd() {
        EpisodeGrown late = new EpisodeGrown("ep_1", "t", 99, 99, 99L, NOON.plusSeconds(11));

        assertThat(shown(RECORD, started(null), GROWN))
                .extracting("frames", "actions", "bytes")
                .containsExactly(5, 2, 500L);
        assertThat(shown(RECORD, started(null), GROWN, FINISHED, late))
                .extracting("status", "frames", "actions", "bytes", "end", "startedAt", "finishedAt")
                .containsExactly("finished", 9, 4, 900L, "timeout", NOON.plusSeconds(1), NOON.plusSeconds(10));
    }

    @Test
    void showsWhoActsInItAndHowItsTaskEnded() {
        EpisodeFinished finished = EpisodeFinished.newBuilder(FINISHED)
                .setSubject(EpisodeSubject.newBuilder()
                        .setTaskDescription("how to pay")
                        .setOrigin(Origin.AGENT)
                        .setOutcome("timed_out")
                        .setScreenWidth(640)
                        .setScreenHeight(360)
                        .setStartedAt(NOON)
                        .setEndedAt(NOON)
                        .build())
                .build();

        assertThat(shown(started("task_1"), finished))
                .extracting("origin", "outcome")
                .containsExactly("agent", "timed_out");
        assertThat(shown(started("task_1"), FINISHED))
                .as("of before that was told")
                .extracting("origin", "outcome")
                .containsExactly(null, null);
    }

    @Test
    void itsPartsAreForOthers() {
        EpisodePart part = new EpisodePart("ep_1", "t", 0, List.of(), List.of(), NOON);

        assertThat(shown(RECORD, started(null), part, GROWN)).isEqualTo(shown(RECORD, started(null), GROWN));
    }

    @Test
    void endsOnce() {
        EpisodeFailed failed = new EpisodeFailed("ep_1", "t", "room_unreachable", "gone", 3, 1, NOON);
        EpisodeDiscarded discarded = new EpisodeDiscarded("ep_1", "t", "too few frames", 3, 1, NOON);

        assertThat(shown(RECORD, failed, FINISHED).failure())
                .isEqualTo(new EpisodeDocument.Fault("room_unreachable", "gone"));
        assertThat(shown(RECORD, discarded, failed))
                .extracting("status", "discardReason", "failure")
                .containsExactly("discarded", "too few frames", null);
    }

    @Test
    void beginsWithTheRunOfATaskWithoutACommand() {
        assertThat(shown(started("task_1")))
                .extracting("status", "taskId", "captureOptions", "estimatedSizeMb")
                .containsExactly("recording", "task_1", null, null);
    }

    @Test
    void hasFailedFromTheBeginningIfItsCommandIsNotSound() {
        EpisodeDocument refused =
                shown(RecordEpisode.newBuilder(RECORD).setTaskDescription("").build());

        assertThat(refused).extracting("status", "waitsFor").containsExactly("failed", null);
        assertThat(refused.failure())
                .isEqualTo(new EpisodeDocument.Fault("invalid_command", "task_description must not be blank"));
    }

    @Test
    void whatIsToBeThrownAwayIsNotKeptAgain() {
        assertThat(Episode.of(entries(RECORD, DISCARD, KEEP)).orElseThrow().endAsked())
                .isTrue();
        assertThat(Episode.of(entries(RECORD, KEEP, DISCARD)).orElseThrow().endAsked())
                .isTrue();
        assertThat(Episode.of(entries(RECORD, KEEP)).orElseThrow().endAsked()).isFalse();
    }

    @Test
    void estimatesByTheRoomItIsOfOnceThatIsKnown() {
        assertThat(shown(RECORD).estimatedSizeMb()).isEqualTo(157.6);
        assertThat(shown(RECORD, started(null)).estimatedSizeMb())
                .as("of 640x360, a quarter")
                .isEqualTo(39.4);
    }

    private static EpisodeStarted started(@Nullable String taskId) {
        return EpisodeStarted.newBuilder()
                .setEpisodeId("ep_1")
                .setTenant("t")
                .setSessionId("s")
                .setTaskId(taskId)
                .setTaskDescription("how to pay")
                .setScreenWidth(640)
                .setScreenHeight(360)
                .setRequestedAt(NOON)
                .setOccurredAt(NOON.plusSeconds(1))
                .build();
    }

    private static EpisodeDocument shown(SpecificRecord... records) {
        return EpisodeDocument.of(Episode.of(entries(records)).orElseThrow(), USUAL);
    }

    private static List<HistoryEntry<SpecificRecord>> entries(SpecificRecord... records) {
        List<HistoryEntry<SpecificRecord>> entries = new ArrayList<>();
        for (SpecificRecord each : records) {
            entries.add(new HistoryEntry<>(entries.size(), each));
        }
        return entries;
    }
}
