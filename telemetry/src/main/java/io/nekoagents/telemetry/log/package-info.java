/**
 * What a line of the log looks like: JSON for machines ({@link io.nekoagents.telemetry.log.JsonLine}), or text for people
 * ({@link io.nekoagents.telemetry.log.TextLine}). Either way one event is one line that nobody can forge.
 */
@NullMarked
package io.nekoagents.telemetry.log;

import org.jspecify.annotations.NullMarked;
