package io.nekoagents.ingest.command;

import io.nekoagents.ingest.ApiSettings;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.SchemaRegistry;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.stereotype.Component;

/** The log of commands. */
@Component
public final class CommandLog implements AutoCloseable {

    private final LogWriter<SpecificRecord> writer;

    CommandLog(KafkaConnection connection, SchemaRegistry registry, ApiSettings settings) {
        this.writer = new LogWriter<>(
                connection, registry, Topics.TASK_COMMANDS, "neko-api-commands", settings.writeTimeout());
    }

    /**
     * Writes a command and waits until it is safe.
     *
     * @return its offset, or -1 if the broker did not tell
     * @throws ProblemException 503, if it is not known to be safe in time; it may still be written
     */
    public long append(String taskId, SpecificRecord command) throws InterruptedException {
        return writer.append(taskId, command);
    }

    @Override
    public void close() {
        writer.close();
    }
}
