/** A way in for the producers of one tenant, before a broker that lets them nowhere else. */
@NullMarked
package io.nekoagents.streams.inlet;

import org.jspecify.annotations.NullMarked;
