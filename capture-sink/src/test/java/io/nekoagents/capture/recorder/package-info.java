@NullMarked
package io.nekoagents.capture.recorder;

import org.jspecify.annotations.NullMarked;
