/** Where Kafka and its registry are, the one set of settings that every service shares, and how a topic is followed. */
@NullMarked
package io.nekoagents.schema.connect;

import org.jspecify.annotations.NullMarked;
