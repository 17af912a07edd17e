/** What a command must satisfy, whoever wrote it: the same rules at the REST front door and in the task lifecycle. */
@NullMarked
package io.nekoagents.schema.rule;

import org.jspecify.annotations.NullMarked;
