package io.nekoagents.desktop.x11;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class VirtualDisplayIT {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;

    @Test
    void anXServerThatIsKilledTakesNobodyWithIt() {
        VirtualDisplay display = VirtualDisplay.start(WIDTH, HEIGHT);
        byte[] picture = new byte[4 * WIDTH * HEIGHT];
        display.screen().capture(picture);

        killNewestServer();

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> display.screen().capture(picture)).isInstanceOf(DisplayException.class);
        }
        display.close();
    }

    @Test
    void aDisplayThatWasLostIsNotTakenForTheNext() {
        byte[] picture = new byte[4 * WIDTH * HEIGHT];
        for (int i = 0; i < 5; i++) {
            VirtualDisplay lost = VirtualDisplay.start(WIDTH, HEIGHT);
            killNewestServer();
            lost.close();

            try (VirtualDisplay next = VirtualDisplay.start(WIDTH, HEIGHT)) {
                assertThatCode(() -> next.screen().capture(picture))
                        .as("Xlib reuses what a display took in memory; see Xlib.LOST")
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void aDisplayThatIsClosedIsNotTouched() {
        VirtualDisplay display = VirtualDisplay.start(WIDTH, HEIGHT);

        display.close();

        assertThatThrownBy(() -> display.screen().capture(new byte[4 * WIDTH * HEIGHT]))
                .isInstanceOf(DisplayException.class)
                .hasMessageContaining("closed");
    }

    private static void killNewestServer() {
        ProcessHandle server = ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("Xvfb"))
                .max((one, other) -> Long.compare(one.pid(), other.pid()))
                .orElseThrow();
        server.destroyForcibly();
        await("the server is gone").atMost(Duration.ofSeconds(10)).until(() -> !server.isAlive());
    }
}
