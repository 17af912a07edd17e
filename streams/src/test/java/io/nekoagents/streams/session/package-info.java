@NullMarked
package io.nekoagents.streams.session;

import org.jspecify.annotations.NullMarked;
