@NullMarked
package io.nekoagents.streams.lifecycle;

import org.jspecify.annotations.NullMarked;
