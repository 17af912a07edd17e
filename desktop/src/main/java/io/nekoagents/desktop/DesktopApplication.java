package io.nekoagents.desktop;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A room as a process of its own, configured by {@code NEKO_DESKTOP_*}; ends with SIGTERM. */
public final class DesktopApplication {

    private static final String PREFIX = "NEKO_DESKTOP_";

    private DesktopApplication() {}

    public static void main(String[] arguments) throws InterruptedException {
        Desktop desktop = Desktop.start(settings(System.getenv()));
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(desktop::close));
        System.out.println("Room at " + desktop.baseUri());
        new CountDownLatch(1).await();
    }

    static DesktopSettings settings(Map<String, String> environment) {
        String page = environment.get(PREFIX + "START_PAGE");
        return new DesktopSettings(
                environment.getOrDefault(PREFIX + "HOST", "127.0.0.1"),
                number(environment, "PORT", 8_090),
                number(environment, "WIDTH", 1_280),
                number(environment, "HEIGHT", 720),
                number(environment, "FRAMES_PER_SECOND", 15),
                environment.getOrDefault(PREFIX + "USER_PASSWORD", "neko"),
                environment.getOrDefault(PREFIX + "ADMIN_PASSWORD", "admin"),
                Path.of(environment.getOrDefault(PREFIX + "FOLDER", ".neko/desktop")),
                flag(environment, "MICROPHONE", true),
                page == null ? null : URI.create(page));
    }

    private static boolean flag(Map<String, String> environment, String key, boolean fallback) {
        String value =
                environment.getOrDefault(PREFIX + key, String.valueOf(fallback)).strip();
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException(PREFIX + key + " must be true or false, not \"" + value + "\"");
        }
        return value.equals("true");
    }

    private static int number(Map<String, String> environment, String key, int fallback) {
        String value = environment.get(PREFIX + key);
        try {
            return value == null ? fallback : Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(PREFIX + key + " must be a whole number, not \"" + value + "\"", e);
        }
    }
}
