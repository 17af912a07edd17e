/** Keeps the frames that decisions were made on: in a folder or in S3, never in the log. */
@NullMarked
package io.nekoagents.agent.frame;

import org.jspecify.annotations.NullMarked;
