@NullMarked
package io.nekoagents.tts.voice;

import org.jspecify.annotations.NullMarked;
