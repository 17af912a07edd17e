/**
 * What a Neko v3 room and its clients say to each other over the WebSocket: one record per event, named and spelled as
 * m1k1o/neko's {@code pkg/types/event} and {@code pkg/types/message} do. Reading is tolerant: whatever is not understood
 * stays readable as {@link io.nekoagents.neko.message.Unknown}.
 */
@NullMarked
package io.nekoagents.neko.message;

import org.jspecify.annotations.NullMarked;
