package io.nekoagents.ingest.voice;

import io.nekoagents.ingest.access.Caller;
import io.nekoagents.ingest.access.Role;
import io.nekoagents.ingest.page.Parameters;
import io.nekoagents.ingest.problem.JsonBody;
import io.nekoagents.schema.voice.Voice;
import io.nekoagents.schema.voicefile.VoicesDifference;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class VoiceController {

    private static final String VOICES = "/api/v1/voices";
    private static final String VOICE = VOICES + "/{voiceId:(?!(?:reload|import|export)$).+}";

    private final Voices voices;
    private final VoiceExchange exchange;
    private final JsonBody body;

    VoiceController(Voices voices, VoiceExchange exchange, JsonBody body) {
        this.voices = voices;
        this.exchange = exchange;
        this.body = body;
    }

    /** @param origin api or file */
    record VoiceDocument(
            String voiceId,
            @Nullable String refAudio,
            @Nullable String refSha256,
            @Nullable String refText,
            List<String> styles,
            ParamsDocument params,
            String origin,
            Instant createdAt,
            Instant updatedAt) {

        static VoiceDocument of(Voice voice) {
            return new VoiceDocument(
                    voice.getVoiceId(),
                    voice.getRefAudio(),
                    voice.getRefSha256(),
                    voice.getRefText(),
                    voice.getStyles(),
                    new ParamsDocument(
                            voice.getParams().getRate(), voice.getParams().getPitch()),
                    voice.getOrigin().name().toLowerCase(Locale.ROOT),
                    voice.getCreatedAt(),
                    voice.getUpdatedAt());
        }
    }

    record ParamsDocument(@Nullable Double rate, @Nullable Double pitch) {}

    record ListDocument(List<VoiceDocument> voices) {}

    /** The ids of voices, by what became of them. */
    record ReloadDocument(List<String> added, List<String> changed, List<String> removed, List<String> unchanged) {

        static ReloadDocument of(VoicesDifference reload) {
            return new ReloadDocument(
                    ids(reload.added()), ids(reload.changed()), ids(reload.removed()), reload.unchanged());
        }

        private static List<String> ids(List<Voice> voices) {
            return voices.stream().map(Voice::getVoiceId).toList();
        }
    }

    @GetMapping(VOICES)
    ListDocument list(Caller caller) {
        return new ListDocument(
                voices.list(caller).stream().map(VoiceDocument::of).toList());
    }

    @PostMapping(path = VOICES, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<VoiceDocument> make(Caller caller, HttpServletRequest request) throws InterruptedException {
        Voice voice = voices.make(caller, body.read(request, VoiceRequest.Named.class));
        return ResponseEntity.created(URI.create(VOICES + "/" + voice.getVoiceId()))
                .body(VoiceDocument.of(voice));
    }

    @GetMapping(VOICE)
    VoiceDocument read(Caller caller, @PathVariable String voiceId) throws InterruptedException {
        return VoiceDocument.of(voices.require(caller, voiceId));
    }

    @PutMapping(path = VOICE, consumes = MediaType.APPLICATION_JSON_VALUE)
    VoiceDocument replace(Caller caller, @PathVariable String voiceId, HttpServletRequest request)
            throws InterruptedException {
        return VoiceDocument.of(voices.replace(caller, voiceId, body.read(request, VoiceRequest.class)));
    }

    @DeleteMapping(VOICE)
    ResponseEntity<Void> remove(Caller caller, @PathVariable String voiceId) throws InterruptedException {
        voices.remove(caller, voiceId);
        return ResponseEntity.noContent().build();
    }

    @PutMapping(
            path = VOICE + "/recording",
            consumes = {
                "audio/wav",
                "audio/x-wav",
                "audio/wave",
                "audio/vnd.wave",
                "audio/flac",
                "audio/x-flac",
                "audio/ogg"
            })
    VoiceDocument record(
            Caller caller,
            @PathVariable String voiceId,
            @RequestParam MultiValueMap<String, String> parameters,
            HttpServletRequest request)
            throws InterruptedException {
        String text = Parameters.of(parameters, Set.of("ref_text")).read("ref_text", Function.identity());
        return VoiceDocument.of(voices.record(caller, voiceId, text, request));
    }

    @GetMapping(VOICES + "/export")
    ResponseEntity<String> export(Caller caller) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"voices.json\"")
                .body(exchange.give(caller));
    }

    @PostMapping(path = VOICES + "/import", consumes = MediaType.APPLICATION_JSON_VALUE)
    ReloadDocument bring(Caller caller, HttpServletRequest request) throws InterruptedException {
        return ReloadDocument.of(exchange.take(caller, request));
    }

    @PostMapping(VOICES + "/reload")
    ReloadDocument reload(Caller caller) throws InterruptedException {
        caller.require(Role.ADMIN);
        return ReloadDocument.of(voices.reload(caller));
    }
}
