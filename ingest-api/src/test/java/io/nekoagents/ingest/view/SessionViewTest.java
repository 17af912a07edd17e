package io.nekoagents.ingest.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.schema.session.OpenSession;
import io.nekoagents.schema.session.SessionSpec;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class SessionViewTest {

    private static final TopicPartition LOG = new TopicPartition(Topics.SESSION_STATE.name(), 0);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final AppliedOffsets applied = new AppliedOffsets();
    private final ViewStore store;
    private final KnownRecords<SessionState> states;
    private final SessionView view;

    SessionViewTest(@TempDir Path folder) {
        RecordReader reader = new RecordReader(new InMemorySchemaRegistry());
        this.store = ViewStore.open(folder, "test");
        this.states = KnownRecords.load(Source.SESSION_STATES, SessionState.class, store, reader, applied);
        Admin noBroker = (Admin)
                Proxy.newProxyInstance(Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (_, method, _) -> {
                    throw new AssertionError("The broker is asked: " + method);
                });
        this.view = new SessionView(
                KnownRecords.load(Source.SESSION_COMMANDS, OpenSession.class, store, reader, applied),
                states,
                new CatchUp(new LogEnds(noBroker), applied),
                () -> true);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void doesNotMissWhatComesBetweenTheLookAndTheWait() throws InterruptedException {
        // Given
        apply(SessionStatus.OPEN, 1);
        AtomicBoolean looked = new AtomicBoolean();

        // When
        Optional<SessionState> found = view.await(
                "session_1",
                session -> {
                    if (!looked.getAndSet(true)) {
                        apply(SessionStatus.CLOSED, 2);
                    }
                    return session.getStatus() == SessionStatus.CLOSED;
                },
                Duration.ofMinutes(5));

        // Then
        assertThat(found.map(SessionState::getStatus)).hasValue(SessionStatus.CLOSED);
    }

    @Test
    void givesWhatIsThereWhenTimeIsUp() throws InterruptedException {
        apply(SessionStatus.OPEN, 1);

        Optional<SessionState> found =
                view.await("session_1", session -> session.getStatus() == SessionStatus.CLOSED, Duration.ofMillis(1));

        assertThat(found.map(SessionState::getStatus)).hasValue(SessionStatus.OPEN);
    }

    private void apply(SessionStatus status, long next) {
        Changes changes = new Changes();
        changes.known.put(Source.SESSION_STATES, Map.of("session_1", Optional.of(state(status))));
        states.apply(changes);
        applied.advance(Map.of(LOG, next));
    }

    private static SessionState state(SessionStatus status) {
        return SessionState.newBuilder()
                .setSessionId("session_1")
                .setVersion(1)
                .setStatus(status)
                .setSpec(SessionSpec.newBuilder().build())
                .setRequestedAt(NOON)
                .setUpdatedAt(NOON)
                .build();
    }
}
