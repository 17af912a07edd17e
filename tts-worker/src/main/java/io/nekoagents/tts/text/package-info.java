/** Text as it is written to text as it is spoken, in pieces short enough to be heard soon. Pure. */
@NullMarked
package io.nekoagents.tts.text;

import org.jspecify.annotations.NullMarked;
