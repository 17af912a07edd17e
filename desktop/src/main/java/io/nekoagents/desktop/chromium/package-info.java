/** A browser on a display, as a person would see it, and the little of its DevTools that a room needs. */
@NullMarked
package io.nekoagents.desktop.chromium;

import org.jspecify.annotations.NullMarked;
