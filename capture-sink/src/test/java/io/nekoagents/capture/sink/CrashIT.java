package io.nekoagents.capture.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nekoagents.capture.sink.SinkProcess.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sink that is killed at each step of seal, upload, index and commit. */
@Timeout(180)
final class CrashIT {

    @TempDir
    private Path folder;

    @Test
    void everyEpisodeIsInTheDatasetOnceWhereverTheSinkWasKilled() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("CrashIT: -Dseed=" + seed);
        List<Fault> faults = new ArrayList<>(List.of(Fault.values()));
        faults.removeAll(List.of(Fault.NONE, Fault.COPIED, Fault.ERROR));
        Collections.shuffle(faults, new Random(seed));
        List<String> expected = new ArrayList<>();
        try (SinkStage stage = new SinkStage(folder);
                IndexWatch watch = new IndexWatch(stage.dataset("acme"))) {
            Path blocked = stage.block("held");
            List<String> held = new ArrayList<>();
            for (Fault fault : faults) {
                String[] ids = {"ep_" + fault + "_1", "ep_" + fault + "_2", "ep_" + fault + "_3"};
                stage.feed.finish("held", "ep_held_" + fault);
                held.add("ep_held_" + fault);
                stage.feed.finish("acme", ids);
                expected.addAll(List.of(ids));
                try (SinkProcess dying = stage.process("sink", fault)) {
                    dying.awaitDeath();
                }
            }
            stage.process("sink", Fault.NONE);

            await().atMost(Duration.ofSeconds(40))
                    .untilAsserted(() -> assertThat(stage.dataset("acme").episodes())
                            .as("episodes in the dataset, with seed %d, faults %s", seed, faults)
                            .containsExactlyInAnyOrderElementsOf(expected));
            Files.delete(blocked);
            await().atMost(Duration.ofSeconds(40))
                    .untilAsserted(() -> assertThat(new DatasetFolder(blocked.resolve("held/episodes")).episodes())
                            .as("episodes whose place took none until now, with seed %d, faults %s", seed, faults)
                            .containsExactlyInAnyOrderElementsOf(held));
            assertThat(stage.sealed()).doesNotHaveDuplicates().hasSize(expected.size() + held.size());
            assertThat(watch.flaws())
                    .as("what was wrong with an index at any time, with seed %d", seed)
                    .isEmpty();
            assertThat(watch.looks()).isGreaterThan(100);
        }
    }
}
