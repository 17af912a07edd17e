/**
 * Which voices there are, from the log, and the recordings that they are to sound like. {@link VoiceBook} is told each
 * record of {@code voice.voices.v1}; {@link References} has a voice's recording as a checked file of this machine, from a
 * folder or a bucket below the places of {@link VoiceSettings}, kept by its hash.
 */
@NullMarked
package io.nekoagents.tts.voice;

import org.jspecify.annotations.NullMarked;
