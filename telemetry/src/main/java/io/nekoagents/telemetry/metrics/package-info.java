/** What is measured of every service, under which names it is scraped, and where. */
@NullMarked
package io.nekoagents.telemetry.metrics;

import org.jspecify.annotations.NullMarked;
