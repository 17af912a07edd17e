/** Being in rooms: where sessions are, their microphones, and what is said in their chat. */
@NullMarked
package io.nekoagents.tts.room;

import org.jspecify.annotations.NullMarked;
