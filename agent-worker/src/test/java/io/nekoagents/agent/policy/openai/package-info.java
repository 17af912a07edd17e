@NullMarked
package io.nekoagents.agent.policy.openai;

import org.jspecify.annotations.NullMarked;
