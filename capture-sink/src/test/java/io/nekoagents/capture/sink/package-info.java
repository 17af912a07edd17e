@NullMarked
package io.nekoagents.capture.sink;

import org.jspecify.annotations.NullMarked;
