package io.nekoagents.schema.wire;

import java.net.URI;
import java.time.Duration;

/**
 * Where the registry is and how patiently it is asked.
 *
 * @param uri base address; user information in it is sent as Basic authentication
 * @param timeout of one try, positive
 * @param retries after the first try, 0 or more, with doubling pauses from 100 ms
 */
public record RegistrySettings(URI uri, Duration timeout, int retries) {

    public RegistrySettings {
        if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
            throw new IllegalArgumentException("registry uri must be http or https, not " + uri.getScheme());
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("registry timeout must be positive");
        }
        if (retries < 0) {
            throw new IllegalArgumentException("registry retries must be 0 or more");
        }
    }

    /** A registry asked with the usual patience: 5 s a try, three retries. */
    public static RegistrySettings of(URI uri) {
        return new RegistrySettings(uri, Duration.ofSeconds(5), 3);
    }

    @Override
    public String toString() {
        return "RegistrySettings[host=" + uri.getHost() + ", port=" + uri.getPort() + "]";
    }
}
