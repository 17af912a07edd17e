@NullMarked
package io.nekoagents.tts.text;

import org.jspecify.annotations.NullMarked;
