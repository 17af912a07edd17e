@NullMarked
package io.nekoagents.telemetry.trace;

import org.jspecify.annotations.NullMarked;
