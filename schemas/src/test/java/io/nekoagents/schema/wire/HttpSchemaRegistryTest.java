package io.nekoagents.schema.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HttpSchemaRegistryTest {

    private static final Schema SCHEMA =
            SchemaBuilder.record("Thing").fields().requiredInt("n").endRecord();

    private record Reply(int status, String body) {}

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
    private final Deque<Reply> replies = new ArrayDeque<>();
    private HttpServer server;
    private HttpSchemaRegistry registry;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            Reply reply = replies.isEmpty() ? new Reply(200, "{\"id\": 41}") : replies.pop();
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        registry = new HttpSchemaRegistry(settings("http://me:secret@127.0.0.1:", "/apis/ccompat/v7/"));
    }

    @AfterEach
    void stop() {
        registry.close();
        server.stop(0);
    }

    @Test
    void asksOnceForWhatCannotChange() {
        assertThat(registry.idOf("a-value", SCHEMA)).isEqualTo(41);
        assertThat(registry.idOf("a-value", SCHEMA)).isEqualTo(41);

        assertThat(requests).containsExactly("POST /apis/ccompat/v7/subjects/a-value");
    }

    @Test
    void readsSchemasById() {
        replies.add(new Reply(200, "{\"schema\": " + quoted(SCHEMA.toString()) + "}"));

        assertThat(registry.byId(7)).isEqualTo(SCHEMA);
        assertThat(requests).containsExactly("GET /apis/ccompat/v7/schemas/ids/7");
    }

    @Test
    void triesAgainWhenTheRegistryIsInTrouble() {
        replies.add(new Reply(503, "busy"));
        replies.add(new Reply(500, "{}"));

        assertThat(registry.register("a-value", SCHEMA)).isEqualTo(41);
        assertThat(requests).hasSize(3);
    }

    @Test
    void saysThatTheRegistryIsAwayOnceRetriesAreUsedUp() {
        for (int i = 0; i < 10; i++) {
            replies.add(new Reply(503, "busy"));
        }

        assertThatThrownBy(() -> registry.byId(7))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("503")
                .hasMessageNotContaining("secret");
        assertThat(requests).hasSize(3);
    }

    @Test
    void doesNotRememberThatAnIdIsUnknown() {
        replies.add(new Reply(404, "{\"error_code\": 40403}"));
        replies.add(new Reply(200, "{\"schema\": " + quoted(SCHEMA.toString()) + "}"));

        assertThatThrownBy(() -> registry.byId(7)).isInstanceOf(UnknownSchemaException.class);
        assertThat(registry.byId(7)).isEqualTo(SCHEMA);
    }

    @Test
    void saysWhyASchemaIsRefused() {
        replies.add(new Reply(409, "{\"message\": \"field n has no default\"}"));

        assertThatThrownBy(() -> registry.register("a-value", SCHEMA))
                .isInstanceOf(SchemaRefusedException.class)
                .hasMessageContaining("a-value")
                .hasMessageContaining("field n has no default");
    }

    @Test
    void anyFirstVersionOfASubjectIsCompatible() {
        replies.add(new Reply(404, "{\"error_code\": 40401}"));
        replies.add(new Reply(200, "{\"is_compatible\": false}"));

        assertThat(registry.isCompatible("a-value", SCHEMA)).isTrue();
        assertThat(registry.isCompatible("a-value", SCHEMA)).isFalse();
    }

    @Test
    void sendsTheCredentialsOfItsAddressAndKeepsThemOutOfItsText() {
        registry.idOf("a-value", SCHEMA);

        String expected = Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));
        assertThat(authorizations).containsExactly("Basic " + expected);
        assertThat(settings("http://me:secret@127.0.0.1:", "/").toString()).doesNotContain("secret");
    }

    private RegistrySettings settings(String before, String after) {
        URI uri = URI.create(before + server.getAddress().getPort() + after);
        return new RegistrySettings(uri, Duration.ofSeconds(2), 2);
    }

    private static String quoted(String json) {
        return '"' + json.replace("\"", "\\\"") + '"';
    }
}
