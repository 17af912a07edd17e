/** Opens, shows and closes sessions. */
@NullMarked
package io.nekoagents.ingest.session;

import org.jspecify.annotations.NullMarked;
