@NullMarked
package io.nekoagents.agent.queue;

import org.jspecify.annotations.NullMarked;
