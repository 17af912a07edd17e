@NullMarked
package io.nekoagents.local.docs;

import org.jspecify.annotations.NullMarked;
