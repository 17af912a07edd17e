package io.nekoagents.streams.episode;

import static io.nekoagents.streams.episode.EpisodeRecords.OF_TASK;
import static io.nekoagents.streams.episode.EpisodeRecords.TASK;
import static io.nekoagents.streams.episode.EpisodeRecords.action;
import static io.nekoagents.streams.episode.EpisodeRecords.at;
import static io.nekoagents.streams.episode.EpisodeRecords.cancelled;
import static io.nekoagents.streams.episode.EpisodeRecords.completed;
import static io.nekoagents.streams.episode.EpisodeRecords.failed;
import static io.nekoagents.streams.episode.EpisodeRecords.frame;
import static io.nekoagents.streams.episode.EpisodeRecords.paused;
import static io.nekoagents.streams.episode.EpisodeRecords.resumed;
import static io.nekoagents.streams.episode.EpisodeRecords.started;
import static io.nekoagents.streams.episode.EpisodeRecords.submitted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.nekoagents.schema.capture.EpisodeAction;
import io.nekoagents.schema.capture.EpisodeDiscarded;
import io.nekoagents.schema.capture.EpisodeEnd;
import io.nekoagents.schema.capture.EpisodeFrame;
import io.nekoagents.schema.capture.EpisodeGrown;
import io.nekoagents.schema.capture.EpisodeStarted;
import io.nekoagents.schema.capture.EpisodeTakeover;
import io.nekoagents.schema.capture.Origin;
import io.nekoagents.schema.run.ActionOutcome;
import io.nekoagents.schema.run.ActionTaken;
import io.nekoagents.schema.task.PauseKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Tasks whose runs become episodes. */
final class EpisodeOfTaskTest {

    @Test
    void theRunOfATaskBecomesAnEpisode() {
        EpisodeHistory history = run().at(4, completed(3, 4));

        assertThat(history.names()).containsExactly("EpisodeStarted", "EpisodePart", "EpisodeFinished");
        assertThat(history.only(EpisodeStarted.class))
                .isEqualTo(new EpisodeStarted(OF_TASK, "acme", null, TASK, "find it", null, 1280, 720, at(1), at(1)));
        assertThat(history.frames()).extracting(EpisodeFrame::getFrameId).containsExactly("a1-s1", "a1-s2", "a1-s3");
        assertThat(history.actions()).extracting(EpisodeAction::getStep).containsExactly(1, 2, 3);
        assertThat(history.finished()).satisfies(end -> {
            assertThat(end.getFrames()).isEqualTo(3);
            assertThat(end.getActions()).isEqualTo(3);
            assertThat(end.getBytes()).isEqualTo(300);
            assertThat(end.getParts()).isEqualTo(1);
            assertThat(end.getEnd()).isEqualTo(EpisodeEnd.TASK_ENDED);
            assertThat(end.getOccurredAt()).isEqualTo(at(4));
            assertThat(end.getSubject().getOutcome()).isEqualTo("completed");
            assertThat(end.getSubject().getAnswer()).isEqualTo("42");
            assertThat(end.getSubject().getOrigin()).isEqualTo(Origin.AGENT);
            assertThat(end.getSubject().getStartedAt()).isEqualTo(at(1));
        });
    }

    @Test
    void nothingIsLeftOfItButForAWhileThatItWas() {
        EpisodeHistory history = run().at(4, completed(3, 4));
        assertThat(history.tick(3_000).isEmpty()).isFalse();

        assertThat(history.tick(3_605).isEmpty()).isTrue();
    }

    @Test
    void whateverOrderItsRecordsAreReadInItIsTheSameEpisode() {
        List<SpecificRecord> records = new ArrayList<>(List.of(
                frame(1, 1, "A", 1),
                frame(1, 2, "B", 2),
                frame(1, 3, "C", 3),
                action(1, 1, 1.5),
                action(1, 2, 2.5),
                action(1, 3, 3.5),
                frame(1, 2, "B", 2),
                action(1, 2, 2.5)));
        List<SpecificRecord> expected = run().at(4, completed(3, 4)).told();
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(records, new Random(seed));
            EpisodeHistory history = new EpisodeHistory();
            // Given: what was seen is read before, between and after the facts
            history.then(records.subList(0, 2).toArray(SpecificRecord[]::new));
            history.then(submitted(), started(1, 0.5));
            history.then(records.subList(2, 5).toArray(SpecificRecord[]::new));
            history.at(4, completed(3, 4));
            history.then(records.subList(5, records.size()).toArray(SpecificRecord[]::new));

            assertThat(history.parts()).as("seed %d", seed).isEqualTo(expected.subList(1, 2));
        }
    }

    @Test
    void whatIsLateIsWaitedForAndWhatIsLaterIsNot() {
        EpisodeHistory late = new EpisodeHistory()
                .then(submitted(), started(1, 0), frame(1, 1, "A", 1), action(1, 1, 1.5), frame(1, 2, "B", 2))
                .at(4, failed(4))
                .at(8, frame(1, 3, "C", 3), action(1, 2, 2.5))
                .tick(9)
                .at(9.5, frame(1, 4, "D", 3.5));

        assertThat(late.finished().getFrames()).isEqualTo(3);
        assertThat(late.finished().getActions()).isEqualTo(2);
        assertThat(late.finished().getSubject().getOutcome()).isEqualTo("failed");
        assertThat(late.finished().getOccurredAt()).isEqualTo(at(4));
    }

    @Test
    void aDeadlineThatPassedUnnoticedCountsBeforeTheRecordThatComesAfterIt() {
        EpisodeHistory history = new EpisodeHistory()
                .then(submitted(), started(1, 0), frame(1, 1, "A", 1), frame(1, 2, "B", 2), frame(1, 3, "C", 3))
                .at(4, failed(4))
                .at(20, frame(1, 4, "D", 3.5));

        assertThat(history.finished().getFrames()).isEqualTo(3);
    }

    @Test
    void oneEpisodeGoesOnOverTheAttemptsOfATask() {
        EpisodeHistory history = new EpisodeHistory()
                .then(submitted(), started(1, 0), frame(1, 1, "A", 1), action(1, 1, 1.5))
                .at(10, started(2, 10), frame(2, 2, "B", 11), action(2, 2, 11.5), frame(2, 3, "C", 12))
                // Then: what the first attempt did before is read late, and counts; what it did after does not
                .then(frame(1, 2, "B2", 2), frame(1, 3, "X", 10.5), action(1, 2, 10.6))
                .at(13, failed(13))
                .tick(18);

        assertThat(history.frames())
                .extracting(EpisodeFrame::getFrameId)
                .containsExactly("a1-s1", "a1-s2", "a2-s2", "a2-s3");
        assertThat(history.actions())
                .extracting(EpisodeAction::getStep, EpisodeAction::getFrameId)
                .containsExactly(tuple(1, "a1-s1"), tuple(2, "a2-s2"));
    }

    @Test
    void aStepThatANewerAttemptTookAgainIsTheNewerOnes() {
        EpisodeHistory history = new EpisodeHistory()
                .then(submitted(), started(1, 0), frame(1, 1, "A", 1), action(1, 1, 1.5), action(1, 2, 9.9))
                // Given: read before the attempt that had begun meanwhile
                .then(frame(1, 3, "Z", 10.2))
                .at(10, started(2, 10), frame(2, 2, "B", 11), action(2, 2, 11.5), frame(2, 3, "C", 12))
                .then(failed(13))
                .tick(18);

        assertThat(history.actions()).extracting(EpisodeAction::getFrameId).containsExactly("a1-s1", "a2-s2");
        assertThat(history.frames()).extracting(EpisodeFrame::getSha256).containsExactly("A", "B", "C");
    }

    @Test
    void framesThatShowTheSameAreKeptOnceAndNoActionLosesItsOwn() {
        EpisodeHistory history = new EpisodeHistory()
                .then(submitted(), started(1, 0))
                .then(frame(1, 1, "A", 1), frame(1, 2, "A", 2), frame(1, 3, "B", 3), frame(1, 4, "A", 4))
                .then(action(1, 1, 1.5), action(1, 2, 2.5), action(1, 3, 3.5), action(1, 4, 4.5))
                .at(5, completed(4, 5));

        assertThat(history.frames()).extracting(EpisodeFrame::getFrameId).containsExactly("a1-s1", "a1-s3", "a1-s4");
        assertThat(history.actions())
                .extracting(EpisodeAction::getFrameId)
                .containsExactly("a1-s1", "a1-s1", "a1-s3", "a1-s4");
    }

    @Test
    void aFrameThatIsStoredAgainUnderItsNameTakesItsPlace() {
        EpisodeHistory history = run().then(frame(1, 3, "C2", 3.2)).at(4, completed(3, 4));

        assertThat(history.frames()).extracting(EpisodeFrame::getSha256).containsExactly("A", "B", "C2");
    }

    @Test
    void whatIsDoneWhileAPersonHasTheRoomIsThePersons() {
        EpisodeHistory history = new EpisodeHistory()
                .then(submitted(), started(1, 0), frame(1, 1, "A", 1), action(1, 1, 1.5))
                .then(paused(PauseKind.TAKEOVER, 2))
                // Given: what the agent had planned before it was stopped
                .then(action(1, 2, 2.05))
                .then(frame(1, 2, "B", 3), action(1, 3, 3.5))
                .then(resumed(4), paused(PauseKind.PAUSE, 5), frame(1, 3, "C", 5.5), resumed(6))
                .then(paused(PauseKind.TAKEOVER, 7), failed(8))
                .tick(20);

        assertThat(history.finished().getSubject().getTakeovers())
                .containsExactly(new EpisodeTakeover(at(2), at(4)), new EpisodeTakeover(at(7), at(8)));
        assertThat(history.frames())
                .extracting(EpisodeFrame::getOrigin)
                .containsExactly(Origin.AGENT, Origin.HUMAN, Origin.AGENT);
        assertThat(history.actions())
                .extracting(EpisodeAction::getOrigin)
                .containsExactly(Origin.AGENT, Origin.AGENT, Origin.HUMAN);
    }

    @Test
    void onlyWhatTheRoomTookIsAnAction() {
        ActionTaken refused = action(1, 3, 3.5);
        refused.setOutcome(ActionOutcome.REFUSED);
        EpisodeHistory history = new EpisodeHistory()
                .then(submitted(), started(1, 0), frame(1, 1, "A", 1), frame(1, 2, "B", 2), frame(1, 3, "C", 3))
                .then(action(1, 1, 1.5), action(1, 2, 2.5), refused, failed(4))
                .tick(10);

        assertThat(history.actions()).extracting(EpisodeAction::getStep).containsExactly(1, 2);
    }

    @Test
    void tooFewFramesAreDiscarded() {
        EpisodeHistory history = new EpisodeHistory()
                .then(submitted(), started(1, 0), frame(1, 1, "A", 1), frame(1, 2, "B", 2), action(1, 1, 1.5))
                .at(3, completed(1, 3));

        assertThat(history.names()).containsExactly("EpisodeStarted", "EpisodeDiscarded");
        assertThat(history.only(EpisodeDiscarded.class).getReason()).isEqualTo("It has 2 frames, not 3");
    }

    @Test
    void aTaskOfWhichNothingWasSeenIsNoEpisode() {
        assertThat(new EpisodeHistory()
                        .then(submitted(), cancelled(0, 1))
                        .tick(10)
                        .told())
                .isEmpty();
    }

    @Test
    void aTaskThatIsNotToBeCapturedLeavesNothing() {
        EpisodeHistory history = new EpisodeHistory()
                .then(submitted(false), started(1, 0), frame(1, 1, "A", 1), action(1, 1, 1.5), completed(1, 2))
                .tick(10);

        assertThat(history.told()).isEmpty();
        assertThat(history.isEmpty()).isTrue();
    }

    @Test
    void whoeverReplaysMayCaptureWhatDidNotAskForIt() {
        EpisodeHistory history = new EpisodeHistory(_ -> true)
                .then(submitted(false), started(1, 0))
                .then(frame(1, 1, "A", 1), frame(1, 2, "B", 2), frame(1, 3, "C", 3), failed(4))
                .tick(10);

        assertThat(history.finished().getFrames()).isEqualTo(3);
    }

    @Test
    void whatIsOfNoTaskIsForgotten() {
        EpisodeHistory history = new EpisodeHistory()
                .then(frame(1, 1, "A", 1), action(1, 1, 1.5), completed(1, 2))
                .tick(5);

        assertThat(history.told()).isEmpty();
        assertThat(history.isEmpty()).as("nothing is kept").isTrue();
    }

    @Test
    void growthIsToldNowAndThenAndOnlyWhereThereIsSome() {
        EpisodeHistory history = new EpisodeHistory()
                .then(submitted(), started(1, 0), frame(1, 1, "A", 1))
                .at(2, frame(1, 2, "B", 2), action(1, 1, 1.5))
                .tick(4.9)
                .tick(5)
                .tick(60)
                .at(61, frame(1, 3, "C", 61), frame(1, 4, "D", 61.1))
                .tick(62)
                .tick(66);

        assertThat(history.told().stream()
                        .filter(EpisodeGrown.class::isInstance)
                        .toList())
                .containsExactly(
                        new EpisodeGrown(OF_TASK, "acme", 2, 1, 200L, at(5)),
                        new EpisodeGrown(OF_TASK, "acme", 3, 1, 300L, at(61)),
                        new EpisodeGrown(OF_TASK, "acme", 4, 1, 400L, at(66)));
    }

    @Test
    void anEpisodeThatIsFullEnds() {
        EpisodeHistory history = new EpisodeHistory().then(submitted(), started(1, 0));
        for (int step = 1; step <= 1_001; step++) {
            history.then(frame(1, step, "look " + step, step));
        }
        history.then(frame(1, 2_000, "late", 2_000), completed(2_000, 2_001));

        assertThat(history.finished().getEnd()).isEqualTo(EpisodeEnd.TIMEOUT);
        assertThat(history.finished().getFrames()).isEqualTo(1_000);
    }

    @Test
    void aTaskOfWhichNothingIsHeardForLongerThanTheLogIsKeptIsForgotten() {
        EpisodeHistory history = new EpisodeHistory().then(submitted(), started(1, 0), frame(1, 1, "A", 1));
        history.tick(31 * 86_400.0 + 1);
        history.tick(31 * 86_400.0 + 4_000);

        assertThat(history.only(EpisodeDiscarded.class).getReason()).contains("Nothing was heard");
        assertThat(history.isEmpty()).isTrue();
    }

    private static EpisodeHistory run() {
        return new EpisodeHistory()
                .then(submitted(), started(1, 0.5))
                .then(frame(1, 1, "A", 1), action(1, 1, 1.5), frame(1, 2, "B", 2), action(1, 2, 2.5))
                .then(frame(1, 3, "C", 3), action(1, 3, 3.5));
    }
}
