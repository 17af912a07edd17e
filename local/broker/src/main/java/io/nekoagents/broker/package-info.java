/**
 * A real Kafka of one node: {@link EmbeddedBroker} inside a JVM that needs one for its tests, {@link BrokerApplication} as
 * a JVM of its own, whose crash is nobody else's.
 */
@NullMarked
package io.nekoagents.broker;

import org.jspecify.annotations.NullMarked;
