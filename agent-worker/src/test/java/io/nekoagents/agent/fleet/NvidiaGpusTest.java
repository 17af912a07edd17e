package io.nekoagents.agent.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class NvidiaGpusTest {

    private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");

    @Test
    void aMachineWithoutADriverHasNone() {
        assumeTrue(Files.notExists(DRIVER), "this machine has a driver");

        assertThat(NvidiaGpus.find()).isEmpty();
    }

    @Test
    void aGpuTellsAPercentage() {
        assumeTrue(Files.exists(DRIVER), "this machine has no driver");

        assertThat(NvidiaGpus.find().orElseThrow().utilization().orElseThrow()).isBetween(0.0, 100.0);
    }
}
