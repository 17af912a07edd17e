@NullMarked
package io.nekoagents.broker;

import org.jspecify.annotations.NullMarked;
