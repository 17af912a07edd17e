@NullMarked
package io.nekoagents.tts.engine;

import org.jspecify.annotations.NullMarked;
