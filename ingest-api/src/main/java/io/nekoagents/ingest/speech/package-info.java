/** Takes what is to be spoken into rooms, and tells how far it is spoken. */
@NullMarked
package io.nekoagents.ingest.speech;

import org.jspecify.annotations.NullMarked;
