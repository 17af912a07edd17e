/** Which voices there are, from the log, and the recordings that they are to sound like. */
@NullMarked
package io.nekoagents.tts.voice;

import org.jspecify.annotations.NullMarked;
