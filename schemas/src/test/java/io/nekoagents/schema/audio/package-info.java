@NullMarked
package io.nekoagents.schema.audio;

import org.jspecify.annotations.NullMarked;
