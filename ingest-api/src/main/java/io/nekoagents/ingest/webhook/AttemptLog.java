package io.nekoagents.ingest.webhook;

import io.nekoagents.ingest.ApiSettings;
import io.nekoagents.ingest.command.LogWriter;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.view.DeliveryView;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.stereotype.Component;

/** Where what is said of deliveries is written, and known to be. */
@Component
final class AttemptLog implements AutoCloseable {

    private final LogWriter<SpecificRecord> writer;
    private final DeliveryView view;
    private final Duration patience;

    AttemptLog(KafkaConnection connection, SchemaRegistry registry, DeliveryView view, ApiSettings settings) {
        this.writer = new LogWriter<>(
                connection, registry, Topics.WEBHOOK_ATTEMPTS, "neko-api-webhook-attempts", settings.writeTimeout());
        this.view = view;
        this.patience = settings.writeTimeout();
    }

    /**
     * Writes what is said of a task's delivery; this process goes by it once this returns.
     *
     * @throws ProblemException 503, if it is not known to be written and read in time; it may still be
     */
    void append(String taskId, SpecificRecord said) throws InterruptedException {
        long offset = writer.append(taskId, said);
        if (!view.awaitSaid(taskId, offset, patience)) {
            throw ProblemException.unavailable("It was written, but is not yet known to be. Look again");
        }
    }

    @Override
    public void close() {
        writer.close();
    }
}
