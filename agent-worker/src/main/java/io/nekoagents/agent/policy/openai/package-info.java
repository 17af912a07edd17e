/** Asks a vision model behind any OpenAI-compatible chat endpoint for the next action, and for a closer look where wanted. */
@NullMarked
package io.nekoagents.agent.policy.openai;

import org.jspecify.annotations.NullMarked;
