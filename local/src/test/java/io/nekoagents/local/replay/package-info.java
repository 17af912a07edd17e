@NullMarked
package io.nekoagents.local.replay;

import org.jspecify.annotations.NullMarked;
