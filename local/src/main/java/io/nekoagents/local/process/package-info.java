/**
 * The parts of the stack that are JVMs of their own: started with their output in a log file, asked until they answer,
 * stopped by pid, and tied to the life of the process that started them.
 */
@NullMarked
package io.nekoagents.local.process;

import org.jspecify.annotations.NullMarked;
