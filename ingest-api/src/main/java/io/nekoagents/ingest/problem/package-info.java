/** Answers to requests that are refused or fail, as problem documents. */
@NullMarked
package io.nekoagents.ingest.problem;

import org.jspecify.annotations.NullMarked;
