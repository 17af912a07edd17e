@NullMarked
package io.nekoagents.schema.connect;

import org.jspecify.annotations.NullMarked;
