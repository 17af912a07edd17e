@NullMarked
package io.nekoagents.local.e2e;

import org.jspecify.annotations.NullMarked;
