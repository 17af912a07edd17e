package io.nekoagents.ingest.speech;

import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.history.Histories;
import io.nekoagents.ingest.history.Histories.Taken;
import io.nekoagents.ingest.history.IdempotencyKey;
import io.nekoagents.ingest.page.Parameters;
import io.nekoagents.ingest.problem.JsonBody;
import io.nekoagents.ingest.voice.KnownVoices;
import io.nekoagents.schema.voice.SpeechParams;
import io.nekoagents.schema.voice.SpeechStyle;
import io.nekoagents.schema.voice.Voice;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class SpeechController {

    private static final String TTS = "/api/v1/tts";

    private final Speaking speaking;
    private final Histories<SpeechRequest> requests;
    private final KnownVoices voices;
    private final JsonBody body;

    SpeechController(Speaking speaking, Histories<SpeechRequest> requests, KnownVoices voices, JsonBody body) {
        this.speaking = speaking;
        this.requests = requests;
        this.voices = voices;
        this.body = body;
    }

    /** More text of a stream. */
    record PieceRequest(
            @Nullable String requestId,
            @Nullable String text,
            @Nullable Integer sequence) {}

    /** Which stream is complete. */
    record EndRequest(@Nullable String requestId) {}

    /** @param sessions that were told to fall silent */
    record StopDocument(List<String> sessions, @Nullable String waitsFor) {}

    @PostMapping(path = TTS + "/speak", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<SpeechDocument> speak(
            Caller caller,
            HttpServletRequest request,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key)
            throws InterruptedException {
        IdempotencyKey.require(key);
        return taken(speaking.speak(caller, body.read(request, SpeakRequest.class), key));
    }

    @PostMapping(path = TTS + "/synthesize", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<SpeechDocument> synthesize(
            Caller caller,
            HttpServletRequest request,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key)
            throws InterruptedException {
        IdempotencyKey.require(key);
        return taken(speaking.synthesize(
                caller, body.read(request, SpeakRequest.Synthesis.class).request(), key));
    }

    @PostMapping(path = TTS + "/stream/start", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<SpeechDocument> start(
            Caller caller,
            HttpServletRequest request,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key)
            throws InterruptedException {
        IdempotencyKey.require(key);
        return taken(speaking.begin(
                caller, body.read(request, SpeakRequest.Start.class).request(), key));
    }

    @PostMapping(path = TTS + "/stream/text", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    SpeechDocument append(Caller caller, HttpServletRequest request) throws InterruptedException {
        PieceRequest piece = body.read(request, PieceRequest.class);
        return document(speaking.append(
                caller,
                Objects.requireNonNullElse(piece.requestId(), ""),
                Objects.requireNonNullElse(piece.text(), ""),
                piece.sequence()));
    }

    @PostMapping(path = TTS + "/stream/stop", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    SpeechDocument end(Caller caller, HttpServletRequest request) throws InterruptedException {
        EndRequest end = body.read(request, EndRequest.class);
        return document(speaking.end(caller, Objects.requireNonNullElse(end.requestId(), "")));
    }

    @DeleteMapping(TTS + "/stop")
    @ResponseStatus(HttpStatus.ACCEPTED)
    StopDocument stop(Caller caller, @RequestParam MultiValueMap<String, String> parameters)
            throws InterruptedException {
        String session = Parameters.of(parameters, Set.of("session_id")).read("session_id", Function.identity());
        List<String> told = speaking.stop(caller, session);
        return new StopDocument(told, told.isEmpty() ? null : SpeechDocument.WORKER);
    }

    @GetMapping(TTS + "/requests/{requestId}")
    SpeechDocument read(Caller caller, @PathVariable String requestId) throws InterruptedException {
        return document(requests.require(caller, requestId));
    }

    private ResponseEntity<SpeechDocument> taken(Taken<SpeechRequest> taken) {
        return ResponseEntity.status(taken.first() ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .location(URI.create(TTS + "/requests/" + taken.thing().id()))
                .body(document(taken.thing()));
    }

    private SpeechDocument document(SpeechRequest request) {
        return SpeechDocument.of(request, rate(request.tenant(), request.style()));
    }

    /** What the request does not say, its voice says. */
    private double rate(String tenant, SpeechStyle style) {
        return Optional.ofNullable(style.getParams().getRate())
                .or(() -> Optional.ofNullable(style.getVoiceId())
                        .flatMap(voice -> voices.find(tenant, voice))
                        .map(Voice::getParams)
                        .map(SpeechParams::getRate))
                .filter(rate -> rate > 0)
                .orElse(1.0);
    }
}
