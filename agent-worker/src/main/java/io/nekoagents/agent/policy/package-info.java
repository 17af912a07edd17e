/** What decides: looks at a frame and at what was done, and says what to do next. */
@NullMarked
package io.nekoagents.agent.policy;

import org.jspecify.annotations.NullMarked;
