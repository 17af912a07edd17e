@NullMarked
package io.nekoagents.capture.dataset;

import org.jspecify.annotations.NullMarked;
