/** Who speaks: an embedded voice, and others by configuration, behind one interface. */
@NullMarked
package io.nekoagents.tts.engine;

import org.jspecify.annotations.NullMarked;
