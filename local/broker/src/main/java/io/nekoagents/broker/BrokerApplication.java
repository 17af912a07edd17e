package io.nekoagents.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The broker as a process: {@code BrokerApplication FOLDER PORT CONTROLLER_PORT [PROPERTY=VALUE]...}. Says {@code ready} on its standard
 * output when it is. Stops on SIGTERM, and when its standard input ends: a parent that dies takes it along.
 */
public final class BrokerApplication {

    private BrokerApplication() {}

    /** Runs until told to stop. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 3) {
            System.err.println("usage: BrokerApplication FOLDER PORT CONTROLLER_PORT [PROPERTY=VALUE]...");
            System.exit(2);
        }
        BrokerSettings settings = new BrokerSettings(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                overrides(arguments));
        EmbeddedBroker broker = EmbeddedBroker.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-shutdown"));
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // The parent says nothing; it only lives.
        }
        System.exit(0);
    }

    private static Map<String, String> overrides(String[] arguments) {
        return Arrays.stream(arguments)
                .skip(3)
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
