package io.nekoagents.agent.queue;

import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A worker in a process of its own, which takes one task and holds it until it is killed. */
final class HoldingProcess implements AutoCloseable {

    private static final String HELD = "held ";

    private final Process process;

    private HoldingProcess(Process process) {
        this.process = process;
    }

    static HoldingProcess start(KafkaConnection connection, QueueSettings settings) throws IOException {
        return new HoldingProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldingProcess.class.getName(),
                        connection.bootstrapServers(),
                        settings.mode().name(),
                        settings.group(),
                        settings.lockDuration().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    String held() {
        return process.inputReader()
                .lines()
                .filter(line -> line.startsWith(HELD))
                .findFirst()
                .map(line -> line.substring(HELD.length()))
                .orElse("nothing: the process ended");
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Servers, mode, group, lock duration. */
    public static void main(String[] arguments) throws InterruptedException {
        KafkaConnection connection = KafkaConnection.of(arguments[0], URI.create("http://127.0.0.1:1"));
        QueueSettings settings =
                new QueueSettings(QueueSettings.Mode.valueOf(arguments[1]), arguments[2], Duration.parse(arguments[3]));
        InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
        connection.provision(registry);
        try (WorkQueues queues = new WorkQueues(connection, registry, settings);
                WorkQueue queue = queues.open("holder")) {
            System.out.println(HELD + queue.take().orElseThrow().task().getTaskId());
            new CountDownLatch(1).await();
        }
    }
}
