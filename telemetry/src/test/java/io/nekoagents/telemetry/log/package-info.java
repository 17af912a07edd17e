@NullMarked
package io.nekoagents.telemetry.log;

import org.jspecify.annotations.NullMarked;
