/**
 * A virtual X display: started, fed with input and read, in this process. X is called through Java's foreign-function
 * interface: {@link io.nekoagents.desktop.x11.Xlib} holds the functions, the other classes know what they are for.
 */
@NullMarked
package io.nekoagents.desktop.x11;

import org.jspecify.annotations.NullMarked;
