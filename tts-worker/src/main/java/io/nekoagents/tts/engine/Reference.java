package io.nekoagents.tts.engine;

import java.nio.file.Path;

/**
 * A recording that a voice is to sound like.
 *
 * @param audio a file on this machine, checked: WAV, FLAC or OGG
 * @param sha256 of its bytes, lower-case hex; what was computed from it may be kept under this
 * @param text what is said in it
 */
public record Reference(Path audio, String sha256, String text) {}
