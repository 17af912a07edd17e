package io.nekoagents.ingest;

import org.springframework.boot.SpringApplication;

/** The front door as a process of its own. */
public final class IngestApplication {

    private IngestApplication() {}

    public static void main(String[] arguments) {
        SpringApplication.run(IngestConfiguration.class, arguments);
    }
}
