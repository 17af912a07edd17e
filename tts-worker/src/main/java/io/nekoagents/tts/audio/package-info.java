/** What is done to sound between an engine and a room: level, speed and pitch, sample rate, joining, files. */
@NullMarked
package io.nekoagents.tts.audio;

import org.jspecify.annotations.NullMarked;
