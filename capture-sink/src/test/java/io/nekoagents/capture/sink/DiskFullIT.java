package io.nekoagents.capture.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** A work folder on a disk that is full. */
@Timeout(90)
final class DiskFullIT {

    private static final int SIZE = 1 << 20;

    @TempDir
    private Path folder;

    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectories(folder.resolve("disk"));
        int done = run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", disk.toString());
        assumeThat(done)
                .as("mounting a tmpfs needs root; without it a full disk is not tried")
                .isZero();
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", disk.toString());
    }

    @Test
    void nothingIsLostWhileTheDiskIsFullAndItGoesOnWhenThereIsRoom() throws Exception {
        Path filler = disk.resolve("filler");
        fill(filler);
        try (SinkStage stage = new SinkStage(folder)) {
            ConfigurableApplicationContext sink = stage.sink("sink", settings -> {
                settings.putAll(
                        Map.of("neko.capture.sink.work", disk.toString(), "neko.capture.sink.unready-after", "1s"));
                return settings;
            });
            stage.feed.finish("acme", "ep_a", "ep_b", "ep_c");
            MeterRegistry meters = sink.getBean(MeterRegistry.class);

            await().atMost(Duration.ofSeconds(40))
                    .until(() -> meters.counter("neko.capture.sink.failures").count() > 2);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !sink.getBean(Sink.class).ready());
            assertThat(stage.sealed()).isEmpty();
            Files.delete(filler);

            await().atMost(Duration.ofSeconds(40))
                    .untilAsserted(() -> assertThat(stage.dataset("acme").episodes())
                            .containsExactlyInAnyOrder("ep_a", "ep_b", "ep_c"));
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> sink.getBean(Sink.class).ready());
        }
    }

    /** To the last byte. */
    private static void fill(Path file) throws IOException {
        try (var output = Files.newOutputStream(file)) {
            for (int written = 0; written <= SIZE; written += 4096) {
                output.write(new byte[4096]);
            }
        } catch (IOException _) {
            assertThat(Files.size(file)).isGreaterThan(SIZE / 2);
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
