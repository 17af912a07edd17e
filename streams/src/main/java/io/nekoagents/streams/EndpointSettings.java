package io.nekoagents.streams;

import io.nekoagents.telemetry.metrics.EndpointAddress;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the streams service, as a process of its own, shows its metrics and health.
 *
 * @param address it listens on
 * @param port it listens on, 0 to 65535; 0 takes any free one
 */
@ConfigurationProperties("neko.streams.endpoint")
record EndpointSettings(
        @DefaultValue("127.0.0.1") String address,
        @DefaultValue("9464") int port) {

    EndpointAddress listened() {
        return new EndpointAddress("neko.streams.endpoint", address, port);
    }
}
