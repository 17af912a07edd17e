package io.nekoagents.neko;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Native code that outlives the JVM's end would crash it. */
final class ExitTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"close", "leave"})
    void endsCleanlyWithARoomClosedOrStillOpen(String how) throws Exception {
        // Given
        Path log = folder.resolve("exit.log");

        // When
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx256m",
                        "-XX:ErrorFile=" + folder.resolve("crash.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LeaveByExit.class.getName(),
                        how)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();

        // Then
        assertThat(ended)
                .as("ended in time, see its output: %s", Files.readString(log))
                .isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }
}
