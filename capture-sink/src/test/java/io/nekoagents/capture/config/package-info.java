@NullMarked
package io.nekoagents.capture.config;

import org.jspecify.annotations.NullMarked;
