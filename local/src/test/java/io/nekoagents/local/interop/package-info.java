/** Confluent's own Python client as the judge of our bytes, over a real broker and a real registry. */
@NullMarked
package io.nekoagents.local.interop;

import org.jspecify.annotations.NullMarked;
