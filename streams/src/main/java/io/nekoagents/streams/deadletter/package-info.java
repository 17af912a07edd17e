/** What becomes of a record that no try can process. */
@NullMarked
package io.nekoagents.streams.deadletter;

import org.jspecify.annotations.NullMarked;
