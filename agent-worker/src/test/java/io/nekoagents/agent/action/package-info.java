@NullMarked
package io.nekoagents.agent.action;

import org.jspecify.annotations.NullMarked;
