package io.nekoagents.streams.episode;

import static io.nekoagents.streams.episode.EpisodeRecords.RECORDING;
import static io.nekoagents.streams.episode.EpisodeRecords.at;
import static io.nekoagents.streams.episode.EpisodeRecords.ended;
import static io.nekoagents.streams.episode.EpisodeRecords.endedFor;
import static io.nekoagents.streams.episode.EpisodeRecords.recorded;
import static io.nekoagents.streams.episode.EpisodeRecords.recording;
import static io.nekoagents.streams.episode.EpisodeRecords.recordingFailed;
import static io.nekoagents.streams.episode.EpisodeRecords.told;
import static io.nekoagents.streams.episode.EpisodeRecords.watched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.nekoagents.schema.capture.ActionRecorded;
import io.nekoagents.schema.capture.EpisodeAction;
import io.nekoagents.schema.capture.EpisodeDiscarded;
import io.nekoagents.schema.capture.EpisodeEnd;
import io.nekoagents.schema.capture.EpisodeFailed;
import io.nekoagents.schema.capture.EpisodeFrame;
import io.nekoagents.schema.capture.EpisodeStarted;
import io.nekoagents.schema.capture.Origin;
import io.nekoagents.schema.capture.RecordingWatched;
import io.nekoagents.streams.deadletter.UnusableRecordException;
import org.junit.jupiter.api.Test;

/** What recorders tell becomes episodes. */
final class EpisodeOfRecordingTest {

    @Test
    void aRecordingBecomesAnEpisode() {
        EpisodeHistory history = new EpisodeHistory()
                .then(recording(2, 900))
                .at(1, recorded("f1", "A", 1))
                // Given: lines of chat that were read in another order than they were said, one of them twice
                .at(2, told("l2", 1.8), told("l1", 1.5), told("l2", 1.8), recorded("f2", "B", 2))
                .at(3, recorded("f2", "B", 2), ended(false, 3));

        assertThat(history.names()).containsExactly("EpisodeStarted", "EpisodePart", "EpisodeFinished");
        assertThat(history.only(EpisodeStarted.class)).satisfies(start -> {
            assertThat(start.getOptions().getMinFrames()).isEqualTo(2);
            assertThat(start.getSessionId()).isEqualTo("session_1");
            assertThat(start.getTaskId()).isNull();
            assertThat(start.getRequestedAt()).isEqualTo(at(-1));
            assertThat(start.getOccurredAt()).isEqualTo(at(0));
        });
        assertThat(history.frames())
                .extracting(EpisodeFrame::getFrameId, EpisodeFrame::getOrigin)
                .containsExactly(tuple("f1", Origin.HUMAN), tuple("f2", Origin.HUMAN));
        assertThat(history.actions())
                .extracting(EpisodeAction::getStep, EpisodeAction::getExecutedAt, EpisodeAction::getSaid)
                .containsExactly(
                        tuple(1, at(1.5), "{\"action\":\"CLICK\"}"), tuple(2, at(1.8), "{\"action\":\"CLICK\"}"));
        assertThat(history.finished()).satisfies(end -> {
            assertThat(end.getEnd()).isEqualTo(EpisodeEnd.ASKED);
            assertThat(end.getOccurredAt()).isEqualTo(at(3));
            assertThat(end.getSubject().getOrigin()).isEqualTo(Origin.HUMAN);
            assertThat(end.getSubject().getOutcome()).isEmpty();
        });
    }

    @Test
    void anotherRecorderGoesOnWithIt() {
        EpisodeHistory history = new EpisodeHistory()
                .then(recording(2, 900))
                .at(1, recorded("f1", "A", 1))
                .at(100, recording(2, 900))
                .at(200, recorded("f2", "B", 200), ended(false, 201));

        assertThat(history.only(EpisodeStarted.class)).isNotNull();
        assertThat(history.finished().getFrames()).isEqualTo(2);
    }

    @Test
    void aRecordingOfWhichNothingIsHeardEndsWhereItWasHeardOfLast() {
        EpisodeHistory history = new EpisodeHistory()
                .then(recording(1, 900))
                .at(1, recorded("f1", "A", 1))
                .at(100, watched(100))
                .tick(219)
                .tick(220);

        assertThat(history.finished().getEnd()).isEqualTo(EpisodeEnd.IDLE);
        assertThat(history.finished().getOccurredAt()).isEqualTo(at(100));
    }

    @Test
    void aRecordingWhoseTimeIsUpEndsThoughItsRecorderDoesNotSaySo() {
        EpisodeHistory history = new EpisodeHistory().then(recording(1, 60)).at(1, recorded("f1", "A", 1));
        history.at(50, watched(50)).tick(64.9);
        assertThat(history.names()).doesNotContain("EpisodeFinished");

        history.tick(65);

        assertThat(history.finished().getEnd()).isEqualTo(EpisodeEnd.TIMEOUT);
        assertThat(history.finished().getOccurredAt()).isEqualTo(at(60));
    }

    @Test
    void afterTheEndNothingCountsNotEvenAnotherBeginning() {
        EpisodeHistory history = new EpisodeHistory()
                .then(recording(1, 900))
                .at(1, recorded("f1", "A", 1), ended(false, 1))
                .at(2, recording(1, 900), recorded("f2", "B", 2), told("l1", 2), watched(2))
                .then(ended(true, 3), recordingFailed(3));

        assertThat(history.names()).containsExactly("EpisodeStarted", "EpisodePart", "EpisodeFinished");
    }

    @Test
    void whatIsToBeThrownAwayIsDiscarded() {
        EpisodeHistory history = new EpisodeHistory().then(recording(1, 900), recorded("f1", "A", 1), ended(true, 2));

        assertThat(history.only(EpisodeDiscarded.class))
                .isEqualTo(new EpisodeDiscarded(RECORDING, "acme", "As asked", 1, 0, at(2)));
    }

    @Test
    void onlyWhoOwnsARecordingCanEndIt() {
        EpisodeHistory history = new EpisodeHistory()
                .then(recording(1, 900), recorded("f1", "A", 1), endedFor("another", true, 2))
                .then(endedFor("acme", false, 3));

        assertThat(history.finished().getEnd()).isEqualTo(EpisodeEnd.ASKED);
    }

    @Test
    void tooFewFramesAreDiscarded() {
        EpisodeHistory history = new EpisodeHistory()
                .then(recording(2, 900), recorded("f1", "A", 1), recorded("f2", "A", 2), ended(false, 2));

        assertThat(history.only(EpisodeDiscarded.class).getReason()).isEqualTo("It has 1 frame, not 2");
    }

    @Test
    void aRecordingThatFailsIsAnEpisodeThatFailed() {
        EpisodeHistory history =
                new EpisodeHistory().then(recording(1, 900), recorded("f1", "A", 1), recordingFailed(2));

        assertThat(history.only(EpisodeFailed.class))
                .isEqualTo(new EpisodeFailed(RECORDING, "acme", "room_unreachable", "No answer", 1, 0, at(2)));
    }

    @Test
    void oneThatNeverBeganCanFailOnce() {
        EpisodeHistory history = new EpisodeHistory().then(recordingFailed(2), recordingFailed(3));

        assertThat(history.names()).containsExactly("EpisodeFailed");
    }

    @Test
    void whatIsOfNoRecordingThatBeganIsNotKept() {
        EpisodeHistory history =
                new EpisodeHistory().then(recorded("f1", "A", 1), told("l1", 1), watched(1), ended(false, 2));

        assertThat(history.told()).isEmpty();
        assertThat(history.isEmpty()).isTrue();
    }

    @Test
    void aTextThatIsTooLongIsCutVisiblyAndHalfAnObjectIsNone() {
        ActionRecorded told = told("l1", 1);
        told.getAction().setValue("v".repeat(50_000));
        told.getAction().setSaid("{\"value\":\"" + "v".repeat(50_000) + "\"}");
        EpisodeHistory history =
                new EpisodeHistory().then(recording(1, 900), recorded("f1", "A", 1), told, ended(false, 2));

        assertThat(history.actions()).singleElement().satisfies(action -> {
            assertThat(action.getValue()).startsWith("vvv").endsWith(" […cut: 50000 characters]");
            assertThat(action.getSaid()).isNull();
        });
    }

    @Test
    void anIdThatIsNoneIsRefusedByName() {
        assertThatThrownBy(() -> new EpisodeHistory().then(new RecordingWatched("nonsense", "r", at(0))))
                .isInstanceOf(UnusableRecordException.class)
                .hasMessageContaining("episode_id");
    }
}
