package io.nekoagents.capture.recorder;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the recorder keeps frames.
 *
 * @param folder of the frames
 */
@ConfigurationProperties("neko.capture.recorder.frames")
record FrameFolderSettings(@DefaultValue(".neko/frames") Path folder) {}
