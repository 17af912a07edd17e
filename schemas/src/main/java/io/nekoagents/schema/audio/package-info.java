/**
 * What a recording of a voice must be, told from its bytes alone and without decoding them: whoever takes one in and
 * whoever uses it ask the same question. Pure.
 */
@NullMarked
package io.nekoagents.schema.audio;

import org.jspecify.annotations.NullMarked;
