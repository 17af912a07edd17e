package io.nekoagents.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.ingest.FrontDoor.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Stream;

/** A caller of one tenant and role, by a key of its own. */
record TenantClient(String key) {

    static final String ADMIN_KEY = "the-admin-key-of-the-settings-0123456789";

    /** Settings of a door that asks who calls. */
    static String[] guarded(String... more) {
        return Stream.concat(
                        Stream.of("--neko.api.access.required=true", "--neko.api.access.admin-key=" + ADMIN_KEY),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    static TenantClient of(FrontDoor door, String tenant, String role) {
        Answer made = new TenantClient(ADMIN_KEY)
                .post(
                        door,
                        "/api/v1/keys",
                        "{\"name\": \"a test\", \"tenant\": \"%s\", \"role\": \"%s\"}".formatted(tenant, role));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return new TenantClient(made.text("key"));
    }

    Answer get(FrontDoor door, String path) {
        return door.send(request(door, path).GET());
    }

    Answer delete(FrontDoor door, String path) {
        return door.send(request(door, path).DELETE());
    }

    Answer put(FrontDoor door, String path, String body) {
        return door.send(
                request(door, path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body)));
    }

    Answer post(FrontDoor door, String path, String body, String... headers) {
        HttpRequest.Builder request = request(door, path).header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return door.send(request.POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(FrontDoor door, String path) {
        return door.request(path).header("Authorization", "Bearer " + key);
    }
}
