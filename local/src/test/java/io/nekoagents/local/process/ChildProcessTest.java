package io.nekoagents.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    @TempDir
    Path folder;

    @Test
    void saysWhyAChildDiedBeforeItWasReady() {
        ChildProcess child = ChildProcess.start(jvm("io.nekoagents.local.NoSuchMain"));

        assertThatThrownBy(() -> child.awaitReady(() -> false, Duration.ofSeconds(20)))
                .isInstanceOf(ChildProcessException.class)
                .hasMessageContaining("The sleeper ended with status 1")
                .hasMessageContaining("NoSuchMain");
    }

    @Test
    void stopsAChildThatIsNeverReady() {
        ChildProcess child = ChildProcess.start(jvm(Sleeper.class.getName()));

        assertThatThrownBy(() -> child.awaitReady(() -> false, Duration.ofMillis(100)))
                .isInstanceOf(ChildProcessException.class)
                .hasMessageContaining("not ready");
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void takesItsChildAlongWhenTheParentIsKilled() throws IOException {
        Path pidFile = folder.resolve("pid");
        ChildJvm parent = new ChildJvm(
                "parent",
                System.getProperty("java.class.path"),
                List.of(),
                ParentOfASleeper.class.getName(),
                List.of(pidFile.toString()),
                folder.resolve("parent.log"));
        ChildProcess started = ChildProcess.start(parent);
        started.awaitReady(() -> Files.exists(pidFile), Duration.ofSeconds(20));
        ProcessHandle grandchild =
                ProcessHandle.of(Long.parseLong(Files.readString(pidFile))).orElseThrow();

        ProcessHandle.of(started.pid()).orElseThrow().destroyForcibly();

        await().atMost(Duration.ofSeconds(10)).until(() -> !grandchild.isAlive());
        started.close();
    }

    private ChildJvm jvm(String mainClass) {
        return sleeper(mainClass, folder.resolve("sleeper.log"));
    }

    static ChildJvm sleeper(String mainClass, Path log) {
        return new ChildJvm(
                "sleeper",
                System.getProperty("java.class.path"),
                List.of(),
                LeashedMain.class.getName(),
                List.of(mainClass),
                log);
    }

    /** Does nothing for a minute. */
    public static final class Sleeper {

        private Sleeper() {}

        public static void main(String[] arguments) throws InterruptedException {
            Thread.currentThread().join(Duration.ofMinutes(1));
        }
    }

    /** Starts a leashed sleeper, writes its pid to the file named, and waits. */
    public static final class ParentOfASleeper {

        private ParentOfASleeper() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            Path file = Path.of(arguments[0]);
            ChildProcess child = ChildProcess.start(sleeper(Sleeper.class.getName(), file.resolveSibling("child.log")));
            Path written = Files.writeString(file.resolveSibling("pid.part"), Long.toString(child.pid()));
            Files.move(written, file);
            Thread.currentThread().join(Duration.ofMinutes(1));
        }
    }
}
