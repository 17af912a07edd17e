/** Every Kafka Streams topology of the system, one package each. */
@NullMarked
package io.nekoagents.streams;

import org.jspecify.annotations.NullMarked;
