@NullMarked
package io.nekoagents.telemetry.metrics;

import org.jspecify.annotations.NullMarked;
