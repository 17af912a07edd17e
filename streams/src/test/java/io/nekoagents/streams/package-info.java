@NullMarked
package io.nekoagents.streams;

import org.jspecify.annotations.NullMarked;
