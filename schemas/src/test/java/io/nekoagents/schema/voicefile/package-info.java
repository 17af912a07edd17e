@NullMarked
package io.nekoagents.schema.voicefile;

import org.jspecify.annotations.NullMarked;
