package io.nekoagents.neko.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A STUN or TURN server.
 *
 * @param urls such as {@code stun:host:3478} or {@code turn:host:3478?transport=udp}
 * @param username of a TURN server, empty if none
 * @param credential of a TURN server, empty if none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record IceServer(List<String> urls, String username, String credential) {

    public IceServer(@Nullable List<String> urls, @Nullable String username, @Nullable String credential) {
        this.urls = urls == null ? List.of() : List.copyOf(urls);
        this.username = Objects.requireNonNullElse(username, "");
        this.credential = Objects.requireNonNullElse(credential, "");
    }

    /** Whether media can be relayed through it. */
    public boolean relays() {
        return urls.stream().map(url -> url.toLowerCase(Locale.ROOT)).anyMatch(url -> url.startsWith("turn"));
    }

    @Override
    public String toString() {
        return "IceServer[urls=" + urls + ", username=" + username + "]";
    }
}
