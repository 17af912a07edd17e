@NullMarked
package io.nekoagents.local.process;

import org.jspecify.annotations.NullMarked;
