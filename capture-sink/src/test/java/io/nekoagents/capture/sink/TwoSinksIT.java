package io.nekoagents.capture.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nekoagents.capture.sink.SinkProcess.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two sinks that take partitions from each other, one of which is stopped for longer than its session and wakes up. */
@Timeout(150)
final class TwoSinksIT {

    private static final int ROUNDS = 3;

    @TempDir
    private Path folder;

    @Test
    void anEpisodeIsInTheDatasetOnceHoweverPartitionsGoBackAndForth() throws Exception {
        List<String> expected = new ArrayList<>();
        try (SinkStage stage = new SinkStage(folder);
                IndexWatch watch = new IndexWatch(stage.dataset("acme"))) {
            Path blocked = stage.block("held");
            List<String> held = new ArrayList<>();
            SinkProcess steady = stage.process("steady", Fault.NONE);
            for (int round = 0; round < ROUNDS; round++) {
                feed(stage, expected);
                for (int episode = 0; episode < 4; episode++) {
                    held.add("ep_held_" + held.size());
                    stage.feed.finish("held", held.getLast());
                }
                SinkProcess guest = stage.process("guest-" + round, Fault.NONE);
                feedUntilSealedBy(stage, expected, "guest-" + round);
                steady.signal("STOP");
                feed(stage, expected);
                // The guest has all of it only when the one that sleeps is out of the group.
                awaitAll(stage, expected);
                steady.signal("CONT");
                feed(stage, expected);
                guest.close();
                feed(stage, expected);
            }
            awaitAll(stage, expected);

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(stage.dataset("acme").episodes()).containsExactlyInAnyOrderElementsOf(expected));
            Files.delete(blocked);
            await().atMost(Duration.ofSeconds(45))
                    .untilAsserted(() -> assertThat(new DatasetFolder(blocked.resolve("held/episodes")).episodes())
                            .as("episodes whose place took none while partitions went back and forth")
                            .containsExactlyInAnyOrderElementsOf(held));
            expected.addAll(held);
            awaitAll(stage, expected);
            assertThat(watch.flaws()).isEmpty();
            assertThat(steady.alive()).as(steady.log()).isTrue();
        }
    }

    private static void feed(SinkStage stage, List<String> expected) throws IOException {
        for (int episode = 0; episode < 8; episode++) {
            String id = "ep_" + expected.size();
            stage.feed.finish("acme", id);
            expected.add(id);
        }
    }

    private static void feedUntilSealedBy(SinkStage stage, List<String> expected, String sink) throws IOException {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!stage.sinks().contains(sink)) {
            assertThat(System.nanoTime())
                    .as("time until %s has a partition", sink)
                    .isLessThan(until);
            feed(stage, expected);
            awaitAll(stage, expected);
        }
    }

    private static void awaitAll(SinkStage stage, List<String> expected) {
        await().atMost(Duration.ofSeconds(45))
                .untilAsserted(() -> assertThat(stage.sealed()).containsExactlyInAnyOrderElementsOf(expected));
    }
}
