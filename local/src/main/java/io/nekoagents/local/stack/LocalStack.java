package io.nekoagents.local.stack;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nekoagents.agent.WorkerConfiguration;
import io.nekoagents.capture.CaptureConfiguration;
import io.nekoagents.desktop.Desktop;
import io.nekoagents.desktop.DesktopSettings;
import io.nekoagents.desktop.media.Microphone;
import io.nekoagents.ingest.IngestConfiguration;
import io.nekoagents.local.process.BrokerProcess;
import io.nekoagents.local.process.RegistryProcess;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.streams.lifecycle.LifecycleConfiguration;
import io.nekoagents.streams.lifecycle.LifecycleStreams;
import io.nekoagents.telemetry.metrics.Meters;
import io.nekoagents.tts.TtsConfiguration;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Broker and registry as processes of their own, so that their crash is not ours; a room; and every service, in this JVM.
 * What was started last stops first.
 */
public final class LocalStack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final StackSettings settings;
    private final PrometheusMeterRegistry meters = Meters.registry();
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final CompletableFuture<Desktop> desktop = new CompletableFuture<>();
    private boolean closed;

    private LocalStack(StackSettings settings) {
        this.settings = settings;
    }

    /** Starts everything; all of it is ready when this returns. */
    public static LocalStack start(StackSettings settings, Progress progress) {
        LocalStack stack = new LocalStack(settings);
        try {
            stack.startAll(progress);
            return stack;
        } catch (RuntimeException e) { // whatever it was, nothing must outlive it
            stack.close();
            throw e;
        }
    }

    private void startAll(Progress progress) {
        progress.step("Starting Kafka, the schema registry and a room with Chromium");
        KafkaConnection connection = startBase();
        SchemaRegistry registry = connection.registry();
        progress.step("Creating topics and schemas");
        connection.provision(registry);
        progress.step("Starting task lifecycle, REST interface, worker, capture and voice");
        startServices(connection, registry);
        progress.step("Ready");
    }

    /** They do not need each other, and are slow to start. */
    private KafkaConnection startBase() {
        try (ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<BrokerProcess> broker = begin(
                    starters,
                    () -> BrokerProcess.start(
                            settings.broker(), settings.ports().kafka(), Map.of()));
            CompletableFuture<RegistryProcess> registry = begin(
                    starters,
                    () -> RegistryProcess.start(
                            settings.registry(), settings.ports().registry()));
            CompletableFuture<Desktop> room = begin(
                    starters,
                    () -> Desktop.start(DesktopSettings.of(
                            settings.home().resolve("room"), settings.ports().room())));
            desktop.complete(await(room));
            return KafkaConnection.of(
                    await(broker).bootstrapServers(), await(registry).baseUri());
        }
    }

    private void startServices(KafkaConnection connection, SchemaRegistry registry) {
        Map<String, String> base = new HashMap<>(Map.of(
                "neko.kafka.bootstrap-servers", connection.bootstrapServers(),
                "neko.kafka.registry-url", connection.registryUrl().toString(),
                "neko.kafka.provision", "false"));
        base.putAll(settings.serviceSettings());
        try (ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor()) {
            var lifecycle = begin(starters, () -> lifecycle(base, registry));
            var api = begin(starters, () -> Service.start(IngestConfiguration.class, true, base, registry, meters));
            var worker = begin(starters, () -> Service.start(WorkerConfiguration.class, false, base, registry, meters));
            var capture =
                    begin(starters, () -> Service.start(CaptureConfiguration.class, false, base, registry, meters));
            var voice = begin(starters, () -> Service.start(TtsConfiguration.class, false, base, registry, meters));
            await(lifecycle);
            await(api);
            await(worker);
            await(capture);
            await(voice);
        }
    }

    private ConfigurableApplicationContext lifecycle(Map<String, String> base, SchemaRegistry registry) {
        ConfigurableApplicationContext service =
                Service.start(LifecycleConfiguration.class, false, base, registry, meters);
        LifecycleStreams streams = service.getBean(LifecycleStreams.class);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!streams.ready()) {
            if (System.nanoTime() > deadline || streams.failed()) {
                service.close();
                throw new StackException("The task lifecycle did not become ready; see the log in " + settings.home());
            }
            rest();
        }
        return service;
    }

    private static void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while the stack started");
        }
    }

    /** What is said in the room. */
    public Microphone microphone() {
        return desktop.join().microphone();
    }

    /** Where the DevTools of the room's browser answer. */
    public URI devTools() {
        return desktop.join().devToolsUri();
    }

    /** What has begun to start is stopped with the stack, even if something else fails meanwhile. */
    private <T extends AutoCloseable> CompletableFuture<T> begin(ExecutorService starters, Supplier<T> start) {
        return CompletableFuture.supplyAsync(start, starters).thenApply(part -> {
            synchronized (started) {
                started.push(part);
            }
            return part;
        });
    }

    private static <T> T await(CompletableFuture<T> part) {
        try {
            return part.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Stops everything, the last started first. */
    @Override
    public void close() {
        synchronized (started) {
            if (closed) {
                return;
            }
            closed = true;
            started.forEach(part -> {
                try {
                    part.close();
                } catch (Exception e) { // one part that does not stop must not keep the others running
                    LOG.atError().setCause(e).log("A part of the stack did not stop cleanly");
                }
            });
        }
    }
}
