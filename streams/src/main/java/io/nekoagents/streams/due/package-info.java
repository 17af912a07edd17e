/** What is to be looked at when its time has come: an index of deadlines in a store. */
@NullMarked
package io.nekoagents.streams.due;

import org.jspecify.annotations.NullMarked;
