@NullMarked
package io.nekoagents.agent;

import org.jspecify.annotations.NullMarked;
