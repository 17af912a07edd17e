package io.nekoagents.agent.policy.openai;

import io.nekoagents.agent.LogKeys;
import io.nekoagents.agent.policy.PolicyException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Talks to the endpoint; tries again where that can help. Thread-safe. */
final class ChatClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChatClient.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
    private static final long LARGEST_ANSWER = 4 << 20;

    private final OpenAiSettings settings;
    private final Pause pause;
    private final InstantSource clock;
    private final URI address;
    private final HttpClient http;

    /** One try: an answer, or why there was none and how long the endpoint wants us to wait. */
    private sealed interface Try {

        record Answered(String words) implements Try {}

        record Failed(String problem, Optional<Duration> askedWait, Optional<IOException> cause) implements Try {}
    }

    ChatClient(OpenAiSettings settings, Pause pause, InstantSource clock) {
        this.settings = settings;
        this.pause = pause;
        this.clock = clock;
        this.address = URI.create(settings.baseUrl().toString().replaceAll("/+$", "") + "/chat/completions");
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(
                        settings.timeout().compareTo(LONGEST_CONNECT) < 0 ? settings.timeout() : LONGEST_CONNECT)
                .build();
    }

    /**
     * The model's words.
     *
     * @throws PolicyException {@code model_refused} or {@code model_key_refused} if the endpoint will not serve this, {@code
     *     model_unavailable} if it did not in all tries
     */
    String complete(ArrayNode messages) throws PolicyException, InterruptedException {
        HttpRequest request = request(messages);
        Try.Failed last = new Try.Failed("never asked", Optional.empty(), Optional.empty());
        for (int attempt = 0; attempt <= settings.retries(); attempt++) {
            if (attempt > 0) {
                LOG.atInfo().addKeyValue(LogKeys.PROBLEM, last.problem()).log("Asking the model again");
                pause.rest(last.askedWait().orElse(backoff(attempt)));
            }
            switch (send(request)) {
                case Try.Answered(String words) -> {
                    return words;
                }
                case Try.Failed failed -> last = failed;
            }
        }
        throw new PolicyException(
                "model_unavailable",
                "No answer from " + address + ": " + last.problem(),
                true,
                last.cause().orElse(null));
    }

    private HttpRequest request(ArrayNode messages) {
        ObjectNode body = JSON.createObjectNode().put("model", settings.model());
        body.set("messages", messages);
        body.put("max_tokens", settings.maxTokens()).put("temperature", 0.0).put("stream", false);
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(settings.timeout())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (!settings.apiKey().isEmpty()) {
            request.header("Authorization", "Bearer " + settings.apiKey());
        }
        return request.build();
    }

    private Try send(HttpRequest request) throws PolicyException, InterruptedException {
        try {
            HttpResponse<String> response = http.send(
                    request, BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LARGEST_ANSWER));
            return outcome(response);
        } catch (IOException e) {
            return new Try.Failed(
                    e.getClass().getSimpleName() + ": " + e.getMessage(), Optional.empty(), Optional.of(e));
        }
    }

    private Try outcome(HttpResponse<String> response) throws PolicyException {
        int status = response.statusCode();
        if (status == 200) {
            return words(response.body())
                    .<Try>map(Try.Answered::new)
                    .orElseGet(() -> failed("its answer has no message", response));
        }
        if (status == 401 || status == 403) {
            // What it says may repeat the key.
            throw new PolicyException(
                    "model_key_refused", address + " refuses the API key (HTTP " + status + ")", false, null);
        }
        if (status == 408 || status == 409 || status == 429 || status >= 500) {
            return failed("HTTP " + status, response);
        }
        throw new PolicyException(
                "model_refused",
                address + " refuses the request (HTTP " + status + "): " + said(response.body()),
                false,
                null);
    }

    private Try failed(String problem, HttpResponse<String> response) {
        Optional<Duration> wait = response.headers()
                .firstValue("Retry-After")
                .flatMap(header -> RetryAfter.read(header, clock.instant()));
        return new Try.Failed(problem, wait, Optional.empty());
    }

    /** Words are a string, or parts of which some have a text. */
    private static Optional<String> words(String body) {
        JsonNode content = tree(body).path("choices").path(0).path("message").path("content");
        if (content.isString()) {
            return Optional.of(content.asString());
        }
        StringBuilder words = new StringBuilder();
        content.forEach(part -> words.append(part.path("text").asString("")));
        return content.isArray() ? Optional.of(words.toString()) : Optional.empty();
    }

    private String said(String body) {
        String message = tree(body).path("error").path("message").asString("no reason given");
        String masked = settings.apiKey().isEmpty() ? message : message.replace(settings.apiKey(), "***");
        return masked.length() > 300 ? masked.substring(0, 300) + "…" : masked;
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException _) {
            return JSON.missingNode();
        }
    }

    /** Doubles with each try; spread, so that many workers do not come back at once. */
    private Duration backoff(int attempt) {
        Duration doubled = settings.backoff().multipliedBy(1L << (attempt - 1));
        long most = Math.min(doubled.toMillis(), LONGEST_BACKOFF.toMillis());
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }

    /** Breaks off what is under way. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
