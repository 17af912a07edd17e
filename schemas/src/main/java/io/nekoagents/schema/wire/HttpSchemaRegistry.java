package io.nekoagents.schema.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.jspecify.annotations.Nullable;

/**
 * A registry spoken to over the REST interface that Confluent's defined ({@code /subjects}, {@code /schemas/ids}, {@code
 * /compatibility}, {@code /config}) and Apicurio and others serve. Answers that cannot change are kept for good.
 */
public final class HttpSchemaRegistry implements SchemaRegistry, AutoCloseable {

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Registered(String subject, Schema schema) {}

    private record Answer(int status, JsonNode body) {}

    private final RegistrySettings settings;
    private final HttpClient http;
    private final Map<Registered, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    public HttpSchemaRegistry(RegistrySettings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder().connectTimeout(settings.timeout()).build();
    }

    @Override
    public int register(String subject, Schema schema) {
        return ids.computeIfAbsent(
                new Registered(subject, schema),
                _ -> idFrom(subject, call("POST", "/subjects/" + encode(subject) + "/versions", schemaBody(schema))));
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return ids.computeIfAbsent(
                new Registered(subject, schema),
                _ -> idFrom(subject, call("POST", "/subjects/" + encode(subject), schemaBody(schema))));
    }

    @Override
    public Schema byId(int id) {
        return schemas.computeIfAbsent(id, this::fetch);
    }

    @Override
    public boolean isCompatible(String subject, Schema schema) {
        Answer answer =
                call("POST", "/compatibility/subjects/" + encode(subject) + "/versions/latest", schemaBody(schema));
        if (answer.status() == 404) {
            return true;
        }
        requireOk("Compatibility check of " + subject, answer);
        return answer.body().path("is_compatible").asBoolean();
    }

    @Override
    public void requireCompatibility(String subject, String level) {
        Answer answer = call(
                "PUT",
                "/config/" + encode(subject),
                JSON.createObjectNode().put("compatibility", level).toString());
        requireOk("Compatibility of " + subject, answer);
    }

    @Override
    public void close() {
        http.close();
    }

    private Schema fetch(int id) {
        Answer answer = call("GET", "/schemas/ids/" + id, null);
        if (answer.status() == 404) {
            throw new UnknownSchemaException("The registry has no schema with id " + id);
        }
        requireOk("Schema " + id, answer);
        try {
            return new Schema.Parser().parse(answer.body().path("schema").asText());
        } catch (SchemaParseException e) {
            throw new UnreadableRecordException("Schema " + id + " of the registry is not Avro", e);
        }
    }

    private static int idFrom(String subject, Answer answer) {
        requireOk("Schema of " + subject, answer);
        return answer.body().path("id").intValue();
    }

    private static void requireOk(String what, Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new SchemaRefusedException(what + " was refused with status " + answer.status() + ": "
                    + answer.body().path("message").asText("no message"));
        }
    }

    /** Tries until there is an answer other than a server fault, at most {@code retries} times more. */
    private Answer call(String method, String path, @Nullable String body) {
        long pause = TimeUnit.MILLISECONDS.toNanos(100);
        for (int tries = 0; ; tries++) {
            boolean last = tries == settings.retries();
            try {
                HttpResponse<String> response = http.send(request(method, path, body), BodyHandlers.ofString());
                if (response.statusCode() < 500 && response.statusCode() != 429) {
                    return new Answer(response.statusCode(), parse(response));
                }
                if (last) {
                    throw new RegistryUnavailableException("The schema registry at "
                            + settings.uri().getHost() + " answers with status " + response.statusCode());
                }
            } catch (IOException e) {
                if (last) {
                    throw new RegistryUnavailableException(
                            "The schema registry at " + settings.uri().getHost() + " cannot be reached", e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RegistryUnavailableException("Interrupted while asking the schema registry", e);
            }
            LockSupport.parkNanos(pause);
            pause *= 2;
        }
    }

    private HttpRequest request(String method, String path, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path))
                .timeout(settings.timeout())
                .header("Accept", MEDIA_TYPE)
                .header("Content-Type", MEDIA_TYPE)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        String user = settings.uri().getUserInfo();
        if (user != null) {
            String credentials = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + credentials);
        }
        return request.build();
    }

    private URI address(String path) {
        URI base = settings.uri();
        String port = base.getPort() < 0 ? "" : ":" + base.getPort();
        String prefix = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
        return URI.create(base.getScheme() + "://" + base.getHost() + port + prefix + path);
    }

    private static JsonNode parse(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException _) {
            return JSON.createObjectNode().put("message", "the answer is not JSON");
        }
    }

    private static String schemaBody(Schema schema) {
        return JSON.createObjectNode().put("schema", schema.toString()).toString();
    }

    private static String encode(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8);
    }
}
