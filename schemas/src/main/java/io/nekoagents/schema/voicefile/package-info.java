/**
 * {@code voices.json}, the file in which the original kept its voices: read, written, and held against the voices that
 * there are.
 */
@NullMarked
package io.nekoagents.schema.voicefile;

import org.jspecify.annotations.NullMarked;
