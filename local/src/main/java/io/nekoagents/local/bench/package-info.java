/** How fast it is: each bench prints its figures beside a limit or a peer measured in the same run, and the target. */
@NullMarked
package io.nekoagents.local.bench;

import org.jspecify.annotations.NullMarked;
