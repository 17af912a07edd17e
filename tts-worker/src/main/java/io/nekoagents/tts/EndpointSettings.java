package io.nekoagents.tts;

import io.nekoagents.telemetry.metrics.EndpointAddress;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the worker, as a process of its own, shows its metrics and health.
 *
 * @param address it listens on
 * @param port it listens on, 0 to 65535; 0 takes any free one
 */
@ConfigurationProperties("neko.tts.endpoint")
record EndpointSettings(
        @DefaultValue("127.0.0.1") String address,
        @DefaultValue("9467") int port) {

    EndpointAddress listened() {
        return new EndpointAddress("neko.tts.endpoint", address, port);
    }
}
