/** A real X server, and what becomes of its clients without it. */
@NullMarked
package io.nekoagents.desktop.x11;

import org.jspecify.annotations.NullMarked;
