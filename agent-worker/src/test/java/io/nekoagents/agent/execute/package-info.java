@NullMarked
package io.nekoagents.agent.execute;

import org.jspecify.annotations.NullMarked;
