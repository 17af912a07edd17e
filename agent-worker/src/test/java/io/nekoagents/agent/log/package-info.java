@NullMarked
package io.nekoagents.agent.log;

import org.jspecify.annotations.NullMarked;
