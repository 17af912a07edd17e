package io.nekoagents.ingest.session;

import io.nekoagents.schema.session.SessionSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session as a client words it; what is left out takes the schema's default. */
record SessionRequest(
        @Nullable String name,
        @Nullable String startUrl,
        @Nullable String screenResolution,
        @Nullable Integer idleTimeout,
        @Nullable String credentials,
        @Nullable String room) {

    /** Not yet checked against the rules. */
    SessionSpec spec() {
        SessionSpec.Builder spec = SessionSpec.newBuilder()
                .setName(name)
                .setStartUrl(startUrl)
                .setScreenResolution(screenResolution)
                .setCredentials(credentials)
                .setRoom(room);
        Optional.ofNullable(idleTimeout).ifPresent(spec::setIdleTimeoutSeconds);
        return spec.build();
    }
}
