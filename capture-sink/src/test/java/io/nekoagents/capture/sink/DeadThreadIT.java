package io.nekoagents.capture.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nekoagents.capture.sink.SinkProcess.Fault;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sink whose thread meets an error. */
@Timeout(120)
final class DeadThreadIT {

    @TempDir
    private Path folder;

    @Test
    void theProcessSaysSoAndStopsAndAnotherOneGoesOn() throws Exception {
        try (SinkStage stage = new SinkStage(folder)) {
            stage.feed.finish("acme", "ep_a");

            SinkProcess process = stage.process("sink", Fault.ERROR);

            assertThat(process.awaitEnd()).as(process.log()).isEqualTo(1);
            assertThat(process.log()).contains("A thread died", "of a library that is not there");
            stage.sink("sink", settings -> settings);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(stage.dataset("acme").episodes()).containsExactly("ep_a"));
        }
    }

    @Test
    void whereThereAreOtherServicesInTheProcessItIsNeitherAliveNorReady() throws Exception {
        try (SinkStage stage = new SinkStage(folder)) {
            stage.feed.finish("acme", "ep_a");

            Sink sink = stage.sink("sink", settings -> {
                        settings.put("fault", Fault.ERROR.name());
                        return settings;
                    })
                    .getBean(Sink.class);

            await().atMost(Duration.ofSeconds(30)).until(() -> !sink.alive());
            assertThat(sink.ready()).isFalse();
        }
    }
}
