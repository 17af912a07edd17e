package io.nekoagents.capture.recorder;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nekoagents.schema.session.SessionRoom;
import io.nekoagents.schema.session.SessionSpec;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A recorder without Kafka, with a clock that stands still until it is moved, and a log and a store that can be away. */
final class Bench {

    static final Instant BEGIN = Instant.parse("2026-01-01T12:00:00Z");

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<SpecificRecord> log = new CopyOnWriteArrayList<>();
    final Map<String, byte[]> store = new ConcurrentHashMap<>();
    final AtomicInteger refused = new AtomicInteger();
    volatile boolean logAway;
    volatile boolean storeAway;
    private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);

    final InstantSource clock = () -> BEGIN.plus(passed.get());

    RecorderTools tools(RecordingWriter.Limits limits) {
        return new RecorderTools(
                "recorder-1",
                this::append,
                this::put,
                limits,
                clock,
                () -> passed.get().toNanos(),
                new Random(7),
                Set.of("agent"),
                Duration.ofSeconds(2),
                new RecorderMeters(meters));
    }

    RecorderTools tools() {
        return tools(new RecordingWriter.Limits(1_000, Duration.ofMinutes(1), Duration.ofMillis(5)));
    }

    static RecorderSettings settings(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(new HashMap<>(settings)))
                .bindOrCreate("neko.capture.recorder", RecorderSettings.class);
    }

    static SessionState session(String id, String tenant, SessionStatus status, URI room) {
        return SessionState.newBuilder()
                .setSessionId(id)
                .setTenant(tenant)
                .setVersion(1)
                .setStatus(status)
                .setSpec(SessionSpec.newBuilder().build())
                .setRoom(new SessionRoom("room-1", room.toString(), "worker-1"))
                .setRequestedAt(BEGIN)
                .setUpdatedAt(BEGIN)
                .build();
    }

    void pass(Duration time) {
        passed.updateAndGet(before -> before.plus(time));
    }

    Shot shot(String pixels) {
        return new Shot(pixels.getBytes(StandardCharsets.UTF_8), 800, 600, clock.instant());
    }

    <R> List<R> logged(Class<R> type) {
        return log.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <R> R awaitLogged(Class<R> type) {
        await("a " + type.getSimpleName() + " in the log")
                .atMost(Duration.ofSeconds(10))
                .until(() -> !logged(type).isEmpty());
        return logged(type).getLast();
    }

    private void append(String episode, SpecificRecord fact) {
        if (logAway) {
            refused.incrementAndGet();
            throw new RecordingLog.LogUnavailableException("away", null);
        }
        log.add(fact);
    }

    private URI put(String name, byte[] bytes, String mediaType) {
        if (storeAway) {
            throw new FrameKeeper.FrameNotKeptException("away", null);
        }
        store.put(name, bytes);
        return URI.create("file:///frames/" + name);
    }
}
