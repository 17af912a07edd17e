/**
 * Outsiders, in Python, as judges: Confluent's client of our bytes, over a real broker and a real registry; schemathesis
 * and a validator of our interface and its description, over a whole stack; mosaicml-streaming of our shards.
 */
@NullMarked
package io.nekoagents.local.interop;

import org.jspecify.annotations.NullMarked;
