package io.nekoagents.desktop;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A room on this machine.
 *
 * @param host address it listens on
 * @param port 0 takes a free one
 * @param width of the screen, even, 320 to 3840
 * @param height of the screen, even, 240 to 2160
 * @param framesPerSecond of the video while something changes, 1 to 60
 * @param userPassword of whoever may watch and control
 * @param adminPassword of whoever may take control and see screenshots, too
 * @param folder of the browser's profile and log
 * @param microphone whether members can speak in the room; without, their profile says that they may not share media
 * @param startPage what the browser shows first; null is the bundled demo site
 */
public record DesktopSettings(
        String host,
        int port,
        int width,
        int height,
        int framesPerSecond,
        String userPassword,
        String adminPassword,
        Path folder,
        boolean microphone,
        @Nullable URI startPage) {

    public DesktopSettings {
        require("port", port >= 0 && port <= 65_535, "must be 0 to 65535");
        require("width", width % 2 == 0 && width >= 320 && width <= 3_840, "must be even, 320 to 3840");
        require("height", height % 2 == 0 && height >= 240 && height <= 2_160, "must be even, 240 to 2160");
        require("frames-per-second", framesPerSecond >= 1 && framesPerSecond <= 60, "must be 1 to 60");
        require("user-password", !userPassword.isEmpty(), "must not be empty");
        require("admin-password", !adminPassword.isEmpty(), "must not be empty");
        folder = folder.toAbsolutePath().normalize();
    }

    /** 1280 by 720 at 15 frames a second, with a microphone and Neko's own default passwords. */
    public static DesktopSettings of(Path folder, int port) {
        return new DesktopSettings("127.0.0.1", port, 1_280, 720, 15, "neko", "admin", folder, true, null);
    }

    public DesktopSettings withMicrophone(boolean other) {
        return new DesktopSettings(
                host, port, width, height, framesPerSecond, userPassword, adminPassword, folder, other, startPage);
    }

    private static void require(String key, boolean sound, String rule) {
        if (!sound) {
            throw new IllegalArgumentException("neko.desktop." + key + " " + rule);
        }
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return "DesktopSettings[" + host + ":" + port + ", " + width + "x" + height + "]";
    }
}
