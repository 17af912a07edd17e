package io.nekoagents.schema.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.schema.session.OpenSession;
import io.nekoagents.schema.session.SessionSpec;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SessionRulesTest {

    @Test
    void theSoundPartHasNothingThatBreaksARule() {
        String endless = "x".repeat(100_000);
        SessionSpec sound = SessionRules.soundPartOf(new SessionSpec(endless, endless, endless, 0, endless, endless));

        assertThat(SessionRules.violations(sound)).isEmpty();
        assertThat(sound).isEqualTo(SessionSpec.newBuilder().build());
        assertThat(SessionRules.soundPartOf(SessionSpec.newBuilder()
                        .setName("mine")
                        .setRoom(endless)
                        .build()))
                .isEqualTo(SessionSpec.newBuilder().setName("mine").build());
    }

    @Test
    void acceptsASessionThatLeavesOutAllItMay() {
        assertThat(SessionRules.violations(spec(_ -> {}))).isEmpty();
    }

    @Test
    void namesEveryViolationAtOnce() {
        SessionSpec spec = spec(s -> s.setName("two\nlines")
                .setStartUrl("file:///etc/passwd")
                .setScreenResolution("1x1")
                .setIdleTimeoutSeconds(9)
                .setCredentials("a password!")
                .setRoom("a room"));

        assertThat(SessionRules.violations(spec))
                .extracting(Violation::field)
                .containsExactly("name", "start_url", "screen_resolution", "idle_timeout", "credentials", "room");
    }

    @Test
    void checksWhoItIsAsWell() {
        OpenSession command = new OpenSession("room-1", "no tenant", spec(_ -> {}), null, Instant.EPOCH);

        assertThat(SessionRules.violations(command))
                .extracting(Violation::field)
                .containsExactly("session_id", "tenant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"room-1", "sess_", "sess_a b", "SESS_1"})
    void tellsARoomsNameFromASession(String name) {
        assertThat(SessionRules.isSessionId(name)).as(name).isFalse();
        assertThat(SessionRules.isSessionId("sess_01J")).isTrue();
    }

    private static SessionSpec spec(Consumer<SessionSpec.Builder> change) {
        SessionSpec.Builder spec = SessionSpec.newBuilder();
        change.accept(spec);
        return spec.build();
    }
}
