@NullMarked
package io.nekoagents.schema.wire;

import org.jspecify.annotations.NullMarked;
