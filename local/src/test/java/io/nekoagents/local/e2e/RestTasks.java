package io.nekoagents.local.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Tasks over REST, as any client has them. */
final class RestTasks {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ENDED = Set.of("completed", "failed", "cancelled", "timed_out");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI api;
    private final String key;

    /** @param key shown with every request */
    RestTasks(URI api, String key) {
        this.api = api;
        this.key = key;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(api.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + key);
    }

    static ObjectNode request(String task, String mode, URI page) {
        ObjectNode request =
                JSON.createObjectNode().put("task", task).put("mode", mode).put("max_steps", 30);
        request.putObject("options").put("start_url", page.toString());
        return request;
    }

    HttpResponse<String> post(ObjectNode request, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder post = request("/api/v1/tasks")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(request.toString()));
        if (headers.length > 0) {
            post.headers(headers);
        }
        return http.send(post.build(), BodyHandlers.ofString());
    }

    String submit(ObjectNode request) throws IOException, InterruptedException {
        HttpResponse<String> response = post(request);
        if (response.statusCode() != 202) {
            throw new AssertionError("POST answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body()).path("task_id").asText();
    }

    JsonNode task(String taskId) throws IOException, InterruptedException {
        return get("/api/v1/tasks/" + taskId);
    }

    JsonNode steps(String taskId) throws IOException, InterruptedException {
        return get("/api/v1/tasks/" + taskId + "/steps").path("steps");
    }

    boolean ended(String taskId) throws IOException, InterruptedException {
        return ENDED.contains(task(taskId).path("status").asText());
    }

    /** What the task is after {@code pause}, {@code takeover} or {@code resume}. */
    JsonNode tell(String taskId, String verb) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                request("/api/v1/tasks/" + taskId + "/" + verb)
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new AssertionError(verb + " answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    /** One event of a live stream. */
    record Event(String id, String name, String data) {}

    /**
     * Reads the live stream of a task until it ends or an event is the last one wanted.
     *
     * @param after id of the last event seen, empty for none
     * @param wanted false ends it
     */
    void follow(String taskId, String after, Predicate<Event> wanted) throws IOException, InterruptedException {
        HttpRequest.Builder request = request("/api/v1/tasks/" + taskId + "/events");
        if (!after.isEmpty()) {
            request.header("Last-Event-ID", after);
        }
        HttpResponse<Stream<String>> response = http.send(request.build(), BodyHandlers.ofLines());
        if (response.statusCode() != 200) {
            throw new AssertionError("the events of " + taskId + " answered " + response.statusCode());
        }
        Map<String, String> fields = new HashMap<>();
        try (Stream<String> lines = response.body()) {
            for (String line : (Iterable<String>) lines::iterator) {
                if (!line.isEmpty()) {
                    int colon = line.indexOf(": ");
                    fields.put(line.substring(0, Math.max(colon, 0)), line.substring(colon + 2));
                } else if (fields.containsKey("data")
                        && !wanted.test(new Event(
                                fields.getOrDefault("id", ""),
                                fields.getOrDefault("event", ""),
                                fields.getOrDefault("data", "")))) {
                    return;
                } else {
                    fields.clear();
                }
            }
        }
    }

    /** Opens a session. */
    String open(ObjectNode session) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                request("/api/v1/sessions")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(session.toString()))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != 202) {
            throw new AssertionError("POST answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body()).path("session_id").asText();
    }

    void close(String sessionId) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(request("/api/v1/sessions/" + sessionId).DELETE().build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new AssertionError("DELETE answered " + response.statusCode() + ": " + response.body());
        }
    }

    JsonNode session(String sessionId) throws IOException, InterruptedException {
        return get("/api/v1/sessions/" + sessionId);
    }

    byte[] frame(String taskId, int step) throws IOException, InterruptedException {
        HttpResponse<byte[]> response =
                http.send(request("/api/v1/tasks/" + taskId + "/frames/" + step).build(), BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new AssertionError("frame " + step + " answered " + response.statusCode());
        }
        return response.body();
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request(path).build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }
}
