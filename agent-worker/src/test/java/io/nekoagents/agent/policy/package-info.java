@NullMarked
package io.nekoagents.agent.policy;

import org.jspecify.annotations.NullMarked;
