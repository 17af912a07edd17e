@NullMarked
package io.nekoagents.agent.room;

import org.jspecify.annotations.NullMarked;
