@NullMarked
package io.nekoagents.schema.rule;

import org.jspecify.annotations.NullMarked;
