/** Where Kafka and its registry are: the one set of settings that every service shares. */
@NullMarked
package io.nekoagents.schema.connect;

import org.jspecify.annotations.NullMarked;
