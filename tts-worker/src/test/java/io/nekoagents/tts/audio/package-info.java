@NullMarked
package io.nekoagents.tts.audio;

import org.jspecify.annotations.NullMarked;
