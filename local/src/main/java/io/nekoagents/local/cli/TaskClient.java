package io.nekoagents.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** A client of the REST interface. */
final class TaskClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER = Duration.ofSeconds(15);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
    private final URI api;
    private final String key;

    /** @param key shown to the server; empty shows none */
    TaskClient(URI api, String key) {
        this.api = api;
        this.key = key;
    }

    JsonNode submit(JsonNode task) {
        return send(request("/api/v1/tasks")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(task.toString()))
                .build());
    }

    JsonNode task(String taskId) {
        return send(request("/api/v1/tasks/" + encoded(taskId)).build());
    }

    JsonNode steps(String taskId) {
        return send(request("/api/v1/tasks/" + encoded(taskId) + "/steps").build());
    }

    JsonNode cancel(String taskId) {
        return send(request("/api/v1/tasks/" + encoded(taskId)).DELETE().build());
    }

    JsonNode tasks(Map<String, String> filters) {
        String query = filters.entrySet().stream()
                .map(filter -> filter.getKey() + "=" + encoded(filter.getValue()))
                .collect(Collectors.joining("&"));
        return send(
                request("/api/v1/tasks" + (query.isEmpty() ? "" : "?" + query)).build());
    }

    JsonNode health() {
        return parse(exchange(request("/api/v1/health").build()).body());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(api + path)).timeout(ANSWER);
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
    }

    private JsonNode send(HttpRequest request) {
        HttpResponse<String> response = exchange(request);
        if (response.statusCode() >= 300) {
            throw new CommandFailedException(problem(response));
        }
        return parse(response.body());
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new CommandFailedException("Nobody answers at " + api + ". Is the stack up? ./nekoctl status", e);
        } catch (IOException e) {
            throw new CommandFailedException("No answer from " + request.uri() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("Interrupted", e);
        }
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new CommandFailedException("Not JSON: " + body, e);
        }
    }

    /** The server's own words, a line for each field. */
    private static String problem(HttpResponse<String> response) {
        if (!response.headers().firstValue("Content-Type").orElse("").contains("json")) {
            return "The server answered " + response.statusCode();
        }
        JsonNode problem = parse(response.body());
        StringBuilder words = new StringBuilder(problem.path("detail")
                .asText(problem.path("title").asText("The server answered " + response.statusCode())));
        for (JsonNode error : problem.path("errors")) {
            words.append(System.lineSeparator())
                    .append("  ")
                    .append(error.path("field").asText())
                    .append(": ")
                    .append(error.path("message").asText());
        }
        return words.toString();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
