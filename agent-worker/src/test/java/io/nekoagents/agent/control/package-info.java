@NullMarked
package io.nekoagents.agent.control;

import org.jspecify.annotations.NullMarked;
