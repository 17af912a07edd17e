@NullMarked
package io.nekoagents.agent.frame;

import org.jspecify.annotations.NullMarked;
