@NullMarked
package io.nekoagents.agent.run;

import org.jspecify.annotations.NullMarked;
