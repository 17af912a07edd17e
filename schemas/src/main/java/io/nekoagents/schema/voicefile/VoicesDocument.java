package io.nekoagents.schema.voicefile;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nekoagents.schema.voice.SpeechParams;
import io.nekoagents.schema.voice.Voice;
import io.nekoagents.schema.voice.VoiceOrigin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The text of a {@code voices.json}: an object with a voice under each name, of {@code ref_audio}, {@code ref_text},
 * {@code styles} and {@code params}, which are {@code rate} and {@code pitch}.
 *
 * <p>Two things are ours, and the original passes over both: {@code ref_sha256}, and a voice without a recording, which
 * has {@code params} or {@code styles}, and speaks as the engine does.
 */
public final class VoicesDocument {

    public static final int MOST_BYTES = 1 << 20;

    private static final String FILE = "file:///";
    private static final int DEEPEST = 16;
    private static final int LONGEST_TEXT = 65_536;

    private static final ObjectMapper JSON = new ObjectMapper(new JsonFactoryBuilder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(LONGEST_TEXT)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT);

    private VoicesDocument() {}

    /** Whose the voices are to be, and since when. */
    public record Owner(String tenant, VoiceOrigin origin, Instant now) {}

    /**
     * Its voices, which may break rules.
     *
     * @param address makes an address of a {@code ref_audio}, which may be a path
     * @throws VoicesFileException if it is no such text
     */
    public static List<Voice> read(String text, Owner owner, UnaryOperator<String> address) throws VoicesFileException {
        List<Voice> voices = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each : content(text).properties()) {
            if (isVoice(each.getValue())) {
                voices.add(voice(each.getKey(), each.getValue(), owner, address));
            }
        }
        return voices;
    }

    private static JsonNode content(String text) throws VoicesFileException {
        try {
            JsonNode content = JSON.readTree(text);
            if (content == null || !content.isObject()) {
                throw new VoicesFileException("is not a JSON object");
            }
            return content;
        } catch (JsonProcessingException e) {
            throw new VoicesFileException("cannot be read as JSON", e);
        }
    }

    private static boolean isVoice(JsonNode entry) {
        return entry.path("ref_audio").isTextual()
                || (!entry.has("ref_audio")
                        && (entry.path("params").isObject()
                                || entry.path("styles").isArray()));
    }

    private static Voice voice(String name, JsonNode entry, Owner owner, UnaryOperator<String> address) {
        String audio = text(entry, "ref_audio");
        JsonNode params = entry.path("params");
        List<String> styles = new ArrayList<>();
        entry.path("styles").forEach(style -> {
            if (style.isTextual()) {
                styles.add(style.asText());
            }
        });
        return Voice.newBuilder()
                .setVoiceId(name)
                .setTenant(owner.tenant())
                .setRefAudio(audio == null ? null : address.apply(audio))
                .setRefSha256(text(entry, "ref_sha256"))
                .setRefText(text(entry, "ref_text"))
                .setStyles(styles)
                .setParams(new SpeechParams(number(params, "rate"), number(params, "pitch")))
                .setOrigin(owner.origin())
                .setCreatedAt(owner.now())
                .setUpdatedAt(owner.now())
                .build();
    }

    private static @Nullable String text(JsonNode entry, String field) {
        return entry.path(field).isTextual() ? entry.path(field).asText() : null;
    }

    private static @Nullable Double number(JsonNode params, String field) {
        return params.path(field).isNumber() ? params.path(field).asDouble() : null;
    }

    /** In the order in which they come. */
    public static String write(List<Voice> voices) {
        ObjectNode content = JSON.createObjectNode();
        voices.forEach(voice -> content.set(voice.getVoiceId(), entry(voice)));
        return content.toPrettyString();
    }

    private static ObjectNode entry(Voice voice) {
        ObjectNode entry = JSON.createObjectNode();
        String audio = voice.getRefAudio();
        // The original opens paths.
        putIfAny(entry, "ref_audio", audio != null && audio.startsWith(FILE) ? audio.substring(7) : audio);
        putIfAny(entry, "ref_sha256", voice.getRefSha256());
        putIfAny(entry, "ref_text", voice.getRefText());
        voice.getStyles().forEach(entry.putArray("styles")::add);
        ObjectNode params = entry.putObject("params");
        SpeechParams own = voice.getParams();
        if (own.getRate() != null) {
            params.put("rate", own.getRate());
        }
        if (own.getPitch() != null) {
            params.put("pitch", own.getPitch());
        }
        return entry;
    }

    private static void putIfAny(ObjectNode entry, String field, @Nullable String value) {
        if (value != null) {
            entry.put(field, value);
        }
    }
}
