/** Neko's protocol: who is in the room, who controls it, and what everyone is told. */
@NullMarked
package io.nekoagents.desktop.room;

import org.jspecify.annotations.NullMarked;
