package io.nekoagents.ingest.voice;

import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.schema.voice.SpeechParams;
import io.nekoagents.schema.voice.Voice;
import io.nekoagents.schema.voice.VoiceOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code voices.json}: an object with a voice under each name, of {@code ref_audio}, {@code ref_text}, {@code styles}
 * and {@code params}, which are {@code rate} and {@code pitch}. A path is one from the file's folder, or, if there is
 * nothing, from where this process was started.
 */
record VoicesFile(Path file, JsonMapper json) {

    private static final Logger LOG = LoggerFactory.getLogger(VoicesFile.class);
    private static final long MOST_BYTES = 1 << 20;

    /** @throws ProblemException 404 if there is no such file, 409 if it is not such a file */
    List<Voice> read(String tenant, Instant now) {
        List<Voice> voices = new ArrayList<>();
        for (var each : content().properties()) {
            // An entry without a recording was never a voice.
            if (each.getValue().path("ref_audio").isString()) {
                voices.add(voice(tenant, each.getKey(), each.getValue(), now));
            }
        }
        return voices;
    }

    private JsonNode content() {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw ProblemException.conflict("The file of voices has more than " + MOST_BYTES + " bytes");
            }
            JsonNode content = json.readTree(Files.readString(file));
            if (!content.isObject()) {
                throw ProblemException.conflict("The file of voices is not a JSON object");
            }
            return content;
        } catch (NoSuchFileException _) {
            throw ProblemException.missing("There is no file of voices");
        } catch (IOException | JacksonException e) {
            LOG.atWarn().addKeyValue("file", file).setCause(e).log("The file of voices cannot be read");
            throw ProblemException.conflict("The file of voices cannot be read as JSON");
        }
    }

    private Voice voice(String tenant, String name, JsonNode entry, Instant now) {
        JsonNode params = entry.path("params");
        return Voice.newBuilder()
                .setVoiceId(name)
                .setTenant(tenant)
                .setRefAudio(address(entry.path("ref_audio").asString()))
                .setRefText(
                        entry.path("ref_text").isString()
                                ? entry.path("ref_text").asString()
                                : null)
                .setStyles(styles(entry.path("styles")))
                .setParams(new SpeechParams(number(params.path("rate")), number(params.path("pitch"))))
                .setOrigin(VoiceOrigin.FILE)
                .setCreatedAt(now)
                .setUpdatedAt(now)
                .build();
    }

    private static List<String> styles(JsonNode styles) {
        return styles.valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .toList();
    }

    private static @Nullable Double number(JsonNode value) {
        return value.isNumber() ? value.asDouble() : null;
    }

    /** What is no path stays as it is, and is refused with what else may not be named. */
    private String address(String audio) {
        if (audio.startsWith("file:") || audio.startsWith("s3:")) {
            return audio;
        }
        try {
            Path path = Path.of(audio);
            Path besideFile = file.toAbsolutePath().resolveSibling(path).normalize();
            Path fromHere = path.toAbsolutePath().normalize();
            Path found = Stream.of(besideFile, fromHere)
                    .filter(Files::exists)
                    .findFirst()
                    .orElse(besideFile);
            return "file://" + found;
        } catch (InvalidPathException _) {
            return audio;
        }
    }
}
