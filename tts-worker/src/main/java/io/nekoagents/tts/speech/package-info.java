/** What is spoken when: one queue for each session, from the log to sound, and what became of it back into the log. */
@NullMarked
package io.nekoagents.tts.speech;

import org.jspecify.annotations.NullMarked;
