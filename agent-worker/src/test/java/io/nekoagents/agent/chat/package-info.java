@NullMarked
package io.nekoagents.agent.chat;

import org.jspecify.annotations.NullMarked;
