package io.nekoagents.ingest;

import io.nekoagents.broker.EmbeddedBroker;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One API process, in this JVM, and a client of it. */
final class FrontDoor implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String OPEN_TO_ALL = "--neko.api.access.required=false";

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;

    private FrontDoor(ConfigurableApplicationContext context) {
        this.context = context;
        this.address = URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    }

    static FrontDoor open(EmbeddedBroker broker, SchemaRegistry registry, Path view, String... settings) {
        List<String> arguments = Stream.concat(
                        Stream.of(
                                        "--neko.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                                        "--neko.api.view-folder=" + view,
                                        "--neko.api.port=0",
                                        OPEN_TO_ALL)
                                .filter(usual -> Stream.of(settings)
                                        .noneMatch(each -> name(each).equals(name(usual)))),
                        Stream.of(settings))
                .toList();
        return new FrontDoor(new SpringApplicationBuilder(IngestConfiguration.class)
                .initializers(each -> each.getBeanFactory().registerSingleton("registry", registry))
                .run(arguments.toArray(String[]::new)));
    }

    private static String name(String setting) {
        return setting.substring(0, setting.indexOf('='));
    }

    int port() {
        return address.getPort();
    }

    /** Waits until the process has read the log. */
    FrontDoor ready() {
        Awaitility.await("the API is ready")
                .atMost(Duration.ofSeconds(30))
                .until(() -> get("/api/v1/health/ready").status() == 200);
        return this;
    }

    /** A status, headers and a body that is JSON if it is anything. */
    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            return JSON.readTree(response.body());
        }

        String text(String field) {
            return json().path(field).asString();
        }
    }

    HttpClient http() {
        return http;
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    Answer put(String path, String body) {
        return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body)));
    }

    Answer post(String body, String... headers) {
        return postTo("/api/v1/tasks", body, headers);
    }

    Answer postTo(String path, String body, String... headers) {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.POST(BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(30));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException("No answer of the API at " + address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        context.close();
    }
}
