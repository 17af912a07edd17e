@NullMarked
package io.nekoagents.agent.fleet;

import org.jspecify.annotations.NullMarked;
