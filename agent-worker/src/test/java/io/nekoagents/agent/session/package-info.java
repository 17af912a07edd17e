@NullMarked
package io.nekoagents.agent.session;

import org.jspecify.annotations.NullMarked;
