/**
 * Records on the wire as Confluent's clients write them: magic byte 0, four bytes of schema id, Avro binary. The
 * registry client is no wider than what the serdes need, so that another can stand in for it.
 */
@NullMarked
package io.nekoagents.schema.wire;

import org.jspecify.annotations.NullMarked;
