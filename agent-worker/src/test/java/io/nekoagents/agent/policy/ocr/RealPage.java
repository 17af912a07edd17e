package io.nekoagents.agent.policy.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Pages of the test resources as a real Chromium shows them at 1280×720; tests that need one are skipped without it. */
final class RealPage {

    private static final Map<String, BufferedImage> SHOWN = new ConcurrentHashMap<>();

    private RealPage() {}

    static BufferedImage of(String name) {
        return SHOWN.computeIfAbsent(name, RealPage::show);
    }

    private static BufferedImage show(String name) {
        String browser = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .filter(path -> new File(path).canExecute())
                .findFirst()
                .orElse("");
        assumeTrue(!browser.isEmpty(), "needs Chromium");
        try {
            URL page = Objects.requireNonNull(RealPage.class.getResource("/ocr/" + name), name);
            Path folder = Files.createTempDirectory("page");
            Path picture = folder.resolve("page.png");
            Process process = new ProcessBuilder(
                            browser,
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--hide-scrollbars",
                            "--user-data-dir=" + folder.resolve("profile"),
                            "--window-size=1280,720",
                            "--screenshot=" + picture,
                            page.toURI().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("Chromium ended in time, see %s", folder)
                    .isTrue();
            return ImageIO.read(picture.toFile());
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError("Chromium could not show " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
