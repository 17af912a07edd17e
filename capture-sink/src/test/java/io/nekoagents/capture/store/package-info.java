@NullMarked
package io.nekoagents.capture.store;

import org.jspecify.annotations.NullMarked;
