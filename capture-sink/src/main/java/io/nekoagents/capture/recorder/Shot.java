package io.nekoagents.capture.recorder;

import java.time.Instant;

/**
 * What a screen showed.
 *
 * @param receivedAt by the machine's clock
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
record Shot(byte[] jpeg, int width, int height, Instant receivedAt) {}
