@NullMarked
package io.nekoagents.capture.mds;

import org.jspecify.annotations.NullMarked;
