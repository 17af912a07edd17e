/**
 * Whose task goes next: quotas, fair shares, priorities, and the rooms of sessions, between the lifecycle and the queue that
 * workers take from.
 */
@NullMarked
package io.nekoagents.streams.dispatch;

import org.jspecify.annotations.NullMarked;
