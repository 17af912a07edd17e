package io.nekoagents.ingest.speech;

/**
 * A file with what was to be spoken.
 *
 * @param uri where its worker put it
 * @param sha256 of its bytes in lower-case hex
 */
record SpeechFile(String uri, String sha256, long bytes, String mediaType) {}
