package io.nekoagents.tts.engine;

import io.nekoagents.tts.audio.AudioException;
import io.nekoagents.tts.audio.Sound;
import io.nekoagents.tts.audio.WavFile;
import io.nekoagents.tts.engine.EngineSettings.OpenAi.Format;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An endpoint that speaks as OpenAI's does. How many it serves at once is its own affair. */
final class OpenAiEngine implements Engine {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
    private static final long LARGEST_ANSWER = 64 << 20;
    private static final int LONGEST_REASON = 300;
    private static final int PCM_RATE = 24_000;

    private final EngineSettings.OpenAi settings;
    private final Duration timeout;
    private final URI address;
    private final HttpClient http;

    OpenAiEngine(EngineSettings.OpenAi settings, Duration timeout) {
        this.settings = settings;
        this.timeout = timeout;
        this.address = URI.create(settings.baseUrl().toString().replaceAll("/+$", "") + "/audio/speech");
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout.compareTo(LONGEST_CONNECT) < 0 ? timeout : LONGEST_CONNECT)
                .build();
    }

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public Sound speak(Utterance utterance) throws EngineException, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = http.send(request(utterance), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
        } catch (IOException e) {
            throw new EngineException.Unavailable(
                    "No answer from " + address + ": " + e.getClass().getSimpleName(), e);
        }
        if (response.statusCode() == 200) {
            return sound(response.body());
        }
        throw refusal(response);
    }

    private HttpRequest request(Utterance utterance) {
        ObjectNode body = JSON.createObjectNode()
                .put("model", settings.model())
                .put("voice", utterance.voiceId().orElse(settings.voice()))
                .put("input", utterance.text())
                .put("response_format", settings.format() == Format.WAV ? "wav" : "pcm");
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (!settings.apiKey().isEmpty()) {
            request.header("Authorization", "Bearer " + settings.apiKey());
        }
        return request.build();
    }

    private Sound sound(byte[] body) throws EngineException {
        if (settings.format() == Format.PCM) {
            return pcm(body);
        }
        try {
            return WavFile.read(body);
        } catch (AudioException e) {
            throw new EngineException.Unavailable(address + " answers with what is no WAV file: " + e.getMessage(), e);
        }
    }

    private static Sound pcm(byte[] body) {
        ByteBuffer values = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
        float[] samples = new float[body.length / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = values.getShort() / 32_768f;
        }
        return new Sound(samples, PCM_RATE);
    }

    private EngineException refusal(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status == 401 || status == 403) {
            // What it says may repeat the key.
            return new EngineException.Refused(
                    "engine_key_refused", address + " refuses the API key (HTTP " + status + ")");
        }
        if (status == 408 || status == 409 || status == 429 || status >= 500) {
            return new EngineException.Unavailable(address + " answers with HTTP " + status, null);
        }
        return new EngineException.Refused(
                "engine_refused", address + " refuses the request (HTTP " + status + "): " + reason(response.body()));
    }

    private String reason(byte[] body) {
        String message = tree(body).path("error").path("message").asString("no reason given");
        String masked = settings.apiKey().isEmpty() ? message : message.replace(settings.apiKey(), "***");
        return masked.length() > LONGEST_REASON ? masked.substring(0, LONGEST_REASON) + "…" : masked;
    }

    private static JsonNode tree(byte[] body) {
        try {
            return JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JacksonException _) {
            return JSON.missingNode();
        }
    }

    /** Breaks off what is under way. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
