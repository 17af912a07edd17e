/** A Neko-compatible room on one machine. */
@NullMarked
package io.nekoagents.desktop;

import org.jspecify.annotations.NullMarked;
