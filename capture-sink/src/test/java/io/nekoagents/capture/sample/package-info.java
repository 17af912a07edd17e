@NullMarked
package io.nekoagents.capture.sample;

import org.jspecify.annotations.NullMarked;
