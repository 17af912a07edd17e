/**
 * Work is taken from the queue topic one task at a time and held until it is done. A share group gives any idle slot the
 * next task; a classic consumer group does the same by partition, for brokers without share groups. Either way a task
 * whose holder dies, or hands it back, is given to another.
 */
@NullMarked
package io.nekoagents.agent.queue;

import org.jspecify.annotations.NullMarked;
