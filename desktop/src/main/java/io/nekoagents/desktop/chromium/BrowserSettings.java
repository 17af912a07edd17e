package io.nekoagents.desktop.chromium;

import java.net.URI;
import java.nio.file.Path;

/**
 * How a browser is started.
 *
 * @param display such as {@code :7}
 * @param width of its window, pixels
 * @param height of its window, pixels
 * @param profile folder of its data
 * @param startPage what it shows first
 */
public record BrowserSettings(String display, int width, int height, Path profile, URI startPage) {}
