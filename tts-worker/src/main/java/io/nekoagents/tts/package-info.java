/** Speech requests from the log become sound in rooms. */
@NullMarked
package io.nekoagents.tts;

import org.jspecify.annotations.NullMarked;
