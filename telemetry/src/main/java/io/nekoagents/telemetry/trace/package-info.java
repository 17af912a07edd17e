/**
 * Traces of one task through all services, in the form of OpenTelemetry. {@link io.nekoagents.telemetry.trace.Tracing} is
 * what a service has of it; {@link io.nekoagents.telemetry.trace.TraceParent} is how a trace travels in requests, records
 * and state.
 */
@NullMarked
package io.nekoagents.telemetry.trace;

import org.jspecify.annotations.NullMarked;
