package io.nekoagents.telemetry.metrics;

/**
 * Where an endpoint listens.
 *
 * @param setting whose key says so, for messages, e.g. {@code neko.streams.endpoint}
 * @param host name or address
 * @param port 0 to 65535; 0 takes any free one
 */
public record EndpointAddress(String setting, String host, int port) {

    public EndpointAddress {
        require(setting, "address", !host.isBlank(), "must not be blank");
        require(setting, "port", port >= 0 && port <= 65_535, "must be 0 to 65535");
    }

    private static void require(String setting, String key, boolean sound, String rule) {
        if (!sound) {
            throw new IllegalArgumentException(setting + "." + key + " " + rule);
        }
    }
}
