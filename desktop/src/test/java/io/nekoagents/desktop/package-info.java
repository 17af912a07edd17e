@NullMarked
package io.nekoagents.desktop;

import org.jspecify.annotations.NullMarked;
