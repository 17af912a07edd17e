package io.nekoagents.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nekoagents.desktop.chromium.Browser;
import io.nekoagents.desktop.chromium.BrowserException;
import io.nekoagents.desktop.chromium.BrowserSettings;
import io.nekoagents.desktop.chromium.DevTools;
import io.nekoagents.desktop.x11.VirtualDisplay;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A real Chromium on a real Xvfb, fed by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BrowserOnDisplayIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int CONTROL = 0xffe3;

    private VirtualDisplay display;
    private Browser browser;
    private DevTools page;

    @BeforeAll
    void start(@TempDir Path folder) {
        display = VirtualDisplay.start(1_000, 600);
        URI blank = URI.create("data:text/html,%3Cinput%20id=i%20autofocus%20style=width:600px%3E");
        browser = Browser.start(new BrowserSettings(display.name(), 1_000, 600, folder.resolve("profile"), blank));
        page = new DevTools(browser::devTools);
    }

    @AfterAll
    void close() {
        browser.close();
        display.close();
    }

    @BeforeEach
    void emptyInput() {
        await("focus of the page")
                .atMost(Duration.ofSeconds(30))
                .ignoreException(BrowserException.class)
                .until(() -> page.evaluate("document.hasFocus()").asBoolean());
        page.evaluate("document.getElementById('i').value = ''; document.getElementById('i').focus()");
    }

    @Test
    void typesCharactersThatAreNotOnTheKeyboard() {
        // Given
        String text = "Grüße, 100 % €";

        // When
        text.codePoints().map(BrowserOnDisplayIT::keysym).forEach(this::press);

        // Then
        awaitInput(text);
    }

    @Test
    void typesMoreCharactersThanThereAreSpareKeys() {
        // Given
        StringBuilder greek = new StringBuilder();
        for (int round = 0; round < 3; round++) {
            for (char letter = 'α'; letter <= 'ω'; letter++) {
                greek.append(letter);
            }
        }

        // When
        greek.codePoints().map(BrowserOnDisplayIT::keysym).forEach(this::press);

        // Then
        awaitInput(greek.toString());
    }

    @Test
    void copiesAndPastesThroughTheDisplaysClipboard() {
        // Given
        display.clipboard().write("straße €");

        // When
        chord('v');

        // Then
        awaitInput("straße €");

        // When
        page.evaluate("document.getElementById('i').value = 'other words'");
        chord('a');
        chord('c');

        // Then
        await("text that the page copied")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(display.clipboard().read()).isEqualTo("other words"));
    }

    @Test
    void showsWhatThePageShows() {
        // Given
        byte[] screen = new byte[4 * 1_000 * 600];

        // When
        page.evaluate("document.body.style.background = 'rgb(10, 120, 230)'");

        // Then
        int pixel = 4 * (500 * 1_000 + 500);
        await("colour in the middle of the screen").atMost(SOON).untilAsserted(() -> {
            display.screen().capture(screen);
            assertThat(List.of(screen[pixel] & 0xff, screen[pixel + 1] & 0xff, screen[pixel + 2] & 0xff))
                    .containsExactly(230, 120, 10);
        });
    }

    @Test
    void comesBackAfterItsProcessDied() {
        // Given
        ProcessHandle child = chromium();

        // When
        child.destroyForcibly();

        // Then
        await("another Chromium")
                .atMost(Duration.ofSeconds(30))
                .ignoreException(BrowserException.class)
                .untilAsserted(() -> {
                    assertThat(child.isAlive()).isFalse();
                    assertThat(page.evaluate("document.getElementById('i') !== null")
                                    .asBoolean())
                            .isTrue();
                });
    }

    private static ProcessHandle chromium() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").contains("chromium"))
                .findFirst()
                .orElseThrow();
    }

    private void awaitInput(String text) {
        await("text in the page's input")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(page.evaluate("document.getElementById('i').value")
                                .asText())
                        .isEqualTo(text));
    }

    private void press(int keysym) {
        display.keyboard().key(keysym, true);
        display.keyboard().key(keysym, false);
    }

    private void chord(char letter) {
        display.keyboard().key(CONTROL, true);
        press(letter);
        display.keyboard().key(CONTROL, false);
    }

    /** As X has them: Latin-1 as it is, everything else by its code point. */
    private static int keysym(int codePoint) {
        return codePoint < 0x100 ? codePoint : 0x01000000 + codePoint;
    }
}
