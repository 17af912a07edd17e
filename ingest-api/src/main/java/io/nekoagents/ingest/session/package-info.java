/** Opens, shows and closes sessions, and says which of them a caller may name. */
@NullMarked
package io.nekoagents.ingest.session;

import org.jspecify.annotations.NullMarked;
