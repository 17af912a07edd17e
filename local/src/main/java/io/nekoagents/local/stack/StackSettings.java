package io.nekoagents.local.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the local stack lives.
 *
 * @param home folder of all its data and logs
 * @param ports what it listens on, always on the loopback address
 * @param overrides settings of the services, over those that suit one machine, e.g. {@code neko.agent.policy}
 */
public record StackSettings(Path home, Ports ports, Map<String, String> overrides) {

    public StackSettings {
        home = home.toAbsolutePath().normalize();
        overrides = Map.copyOf(overrides);
    }

    /** TCP ports, 1 to 65535 each. */
    public record Ports(int api, int kafka, int registry, int room) {

        public Ports {
            require("api", api);
            require("kafka", kafka);
            require("registry", registry);
            require("room", room);
        }

        private static void require(String name, int port) {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("The " + name + " port must be 1 to 65535, not " + port);
            }
        }
    }

    /** The same stack with one more setting. */
    public StackSettings with(String key, String value) {
        Map<String, String> more = new HashMap<>(overrides);
        more.put(key, value);
        return new StackSettings(home, ports, more);
    }

    public URI api() {
        return URI.create("http://127.0.0.1:" + ports.api());
    }

    public URI room() {
        return URI.create("http://127.0.0.1:" + ports.room() + "/");
    }

    /** The bundled pages that demos and tests work on. */
    public URI demoSite() {
        return room().resolve("demo/");
    }

    /** What the services are told, what the user overrides included. */
    Map<String, String> serviceSettings() {
        Map<String, String> told = new HashMap<>(Map.of(
                "neko.api.port", Integer.toString(ports.api()),
                "neko.api.view-folder", home.resolve("view").toString(),
                "neko.streams.state-dir", home.resolve("streams").toString(),
                "neko.agent.room.rooms", room().toString(),
                "neko.agent.frames.store", home.resolve("frames").toUri().toString()));
        told.put("neko.api.access.admin-key", AdminKey.of(home).text());
        told.put(
                "neko.api.webhook.master-key",
                KeptKey.of(home.resolve("webhook.key")).text());
        // Whoever runs the stack tries webhooks out on the same machine.
        told.put("neko.api.webhook.http", "true");
        told.put("neko.api.webhook.allowed-networks", "127.0.0.0/8,::1");
        told.put(
                "neko.api.voices.file",
                home.resolve("voices/default/voices.json").toString());
        told.put(
                "neko.api.voices.reference-places",
                home.resolve("voices/{tenant}").toString());
        told.put(
                "neko.api.capture.remote-places", datasets().resolve("{tenant}").toString());
        told.put("neko.capture.out", datasets().toString());
        told.put("neko.capture.remote-places", datasets().resolve("{tenant}").toString());
        told.put("neko.capture.sink.id", "local");
        told.put("neko.capture.sink.work", home.resolve("capture").toString());
        told.put("neko.capture.recorder.may-enter", room().toString());
        told.put("neko.tts.speech.id", "local");
        told.put("neko.tts.speech.files", home.resolve("speech").toString());
        told.put(
                "neko.tts.voices.file",
                home.resolve("voices/default/voices.json").toString());
        told.put(
                "neko.tts.voices.reference-places",
                home.resolve("voices/{tenant}").toString());
        told.put("neko.tts.voices.cache-folder", home.resolve("tts/recordings").toString());
        told.put("neko.tts.rooms.may-enter", room().toString());
        told.put("neko.tts.rooms.watched", room().toString());
        told.putAll(overrides);
        told.putIfAbsent("neko.api.frames.store", told.get("neko.agent.frames.store"));
        told.putIfAbsent("neko.api.speech.store", told.get("neko.tts.speech.files"));
        told.putIfAbsent("neko.capture.frames.stores", told.get("neko.agent.frames.store"));
        told.putIfAbsent("neko.capture.recorder.frames.store", told.get("neko.agent.frames.store"));
        return told;
    }

    /** Where training data is collected, in a folder for each tenant. */
    public Path datasets() {
        return home.resolve("datasets");
    }

    Path broker() {
        return home.resolve("kafka");
    }

    Path registry() {
        return home.resolve("registry");
    }
}
