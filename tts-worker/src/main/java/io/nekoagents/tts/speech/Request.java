package io.nekoagents.tts.speech;

import io.nekoagents.schema.voice.SpeakText;
import io.nekoagents.schema.voice.SpeechStyle;
import io.nekoagents.schema.voice.StartSpeech;
import io.nekoagents.schema.voice.SynthesizeSpeech;

/**
 * Who wants something spoken, where and how.
 *
 * @param key of the request's records: the room session; of what is spoken into a file, the request itself
 */
record Request(String id, String tenant, String key, SpeechStyle style) {

    static Request of(SpeakText command) {
        return new Request(command.getRequestId(), command.getTenant(), command.getSessionId(), command.getStyle());
    }

    static Request of(StartSpeech command) {
        return new Request(command.getRequestId(), command.getTenant(), command.getSessionId(), command.getStyle());
    }

    static Request of(SynthesizeSpeech command) {
        return new Request(command.getRequestId(), command.getTenant(), command.getRequestId(), command.getStyle());
    }
}
