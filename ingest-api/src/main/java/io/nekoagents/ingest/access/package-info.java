/** Who calls: by a key of the API or a token of an identity provider, for which tenant, in which role. */
@NullMarked
package io.nekoagents.ingest.access;

import org.jspecify.annotations.NullMarked;
