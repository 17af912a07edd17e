@NullMarked
package io.nekoagents.schema.topic;

import org.jspecify.annotations.NullMarked;
