package io.nekoagents.streams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.schema.task.PauseKind;
import io.nekoagents.schema.task.TaskRejected;
import io.nekoagents.schema.task.TaskStarted;
import io.nekoagents.schema.task.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What holds of every history, however the records of clients, workers, zombies and clocks fall. */
final class TaskLifecycleInvariantsTest {

    private static final Set<TaskStatus> ENDED =
            Set.of(TaskStatus.COMPLETED, TaskStatus.FAILED, TaskStatus.CANCELLED, TaskStatus.TIMED_OUT);
    private static final int INPUTS = 60;

    @RepeatedTest(500)
    void versionsHaveNoGapAndATaskEndsOnce(RepetitionInfo repetition) {
        RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom").create(repetition.getCurrentRepetition());
        TaskHistory task = new TaskHistory().then(TaskHistory.submit("find it"));
        TaskStatus ended = null;

        for (int i = 0; i < INPUTS; i++) {
            step(task, random);
            if (ended != null) {
                assertThat(task.state().getStatus()).as(story(task)).isEqualTo(ended);
            }
            ended = ENDED.contains(task.state().getStatus()) ? task.state().getStatus() : null;
        }

        List<SpecificRecord> history = task.facts().stream()
                .filter(fact -> !(fact instanceof TaskRejected))
                .toList();
        for (int i = 0; i < history.size(); i++) {
            assertThat(history.get(i).get(2)).as(story(task)).isEqualTo((long) (i + 1));
        }
        List<Integer> attempts = history.stream()
                .filter(TaskStarted.class::isInstance)
                .map(fact -> ((TaskStarted) fact).getAttempt())
                .toList();
        assertThat(attempts).as(story(task)).isSorted().doesNotHaveDuplicates();
        assertThat(task.state().getFaults()).as(story(task)).isLessThan(TaskHistory.LIMITS.maxAttempts());
    }

    private static void step(TaskHistory task, RandomGenerator random) {
        String run = "r" + random.nextInt(4);
        int dispatch = 1 + random.nextInt(4);
        switch (random.nextInt(20)) {
            case 0 -> task.then(TaskHistory.submit(random.nextBoolean() ? "find it" : "lose it"));
            case 1 ->
                task.then(TaskHistory.update().setMaxSteps(random.nextInt(600)).build());
            case 2 -> task.then(random.nextInt(4) == 0 ? TaskHistory.cancel() : TaskHistory.alive(run, 3));
            case 3, 4, 5, 6 -> task.then(TaskHistory.started(run, dispatch));
            case 7, 8 -> task.then(TaskHistory.alive(run, random.nextInt(9)));
            case 9, 10 -> task.then(TaskHistory.suspended(run));
            case 11 -> task.then(random.nextInt(4) == 0 ? TaskHistory.finished(run) : TaskHistory.suspended(run));
            case 12 -> task.then(TaskHistory.failed(run, random.nextInt(4) != 0));
            case 13 -> task.then(TaskHistory.pause(random.nextBoolean() ? PauseKind.PAUSE : PauseKind.TAKEOVER));
            case 14, 15 -> task.then(TaskHistory.resume());
            case 16 -> task.then(TaskHistory.yielded(run));
            default -> task.wait(Duration.ofMillis(random.nextInt(20_000)));
        }
    }

    private static String story(TaskHistory task) {
        return "facts so far: " + task.facts();
    }
}
