/** The screen as WebRTC video: captured once, coded for each viewer; and the input that comes back on the data channel. */
@NullMarked
package io.nekoagents.desktop.media;

import org.jspecify.annotations.NullMarked;
