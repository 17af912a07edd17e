package io.nekoagents.ingest.health;

import io.nekoagents.ingest.LogKeys;
import io.nekoagents.ingest.view.TaskView;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Looks how each dependency stands now, all at once. */
@Component
final class Probes implements AutoCloseable {

    static final List<String> NAMES = List.of("broker", "registry", "view");

    private static final Logger LOG = LoggerFactory.getLogger(Probes.class);
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final Duration EVERY = Duration.ofSeconds(15);

    private final Admin admin;
    private final SchemaRegistry registry;
    private final TaskView view;
    private final Thread rounds =
            Thread.ofPlatform().name("probes").daemon(true).unstarted(this::goRound);
    private volatile Map<String, Dependency> last = Map.of();

    Probes(Admin admin, SchemaRegistry registry, TaskView view) {
        this.admin = admin;
        this.registry = registry;
        this.view = view;
        rounds.start();
    }

    boolean live() {
        return view.alive();
    }

    Health look() throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        FutureTask<?> broker = begin(
                () -> admin.describeCluster(new DescribeClusterOptions().timeoutMs(Math.toIntExact(LONGEST.toMillis())))
                        .nodes()
                        .get());
        FutureTask<?> subjects =
                begin(() -> registry.isCompatible(Topics.TASK_COMMANDS.subject(), Topics.TASK_COMMANDS.schema()));
        Map<String, Dependency> found = new TreeMap<>();
        found.put("broker", outcome("broker", broker, deadline));
        found.put("registry", outcome("registry", subjects, deadline));
        found.put("view", view.caughtUp() ? Dependency.up() : Dependency.down("has not caught up with the log"));
        last = found;
        return Health.of(found);
    }

    /** 1 if it was up when last looked at, else 0. */
    int up(String name) {
        Dependency dependency = last.get(name);
        return dependency != null && dependency.isUp() ? 1 : 0;
    }

    /** So that who only reads the metrics learns of it too. */
    private void goRound() {
        try {
            while (true) {
                lookAgain();
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException _) {
            LOG.debug("Looks no more");
        }
    }

    private void lookAgain() throws InterruptedException {
        try {
            look();
        } catch (RuntimeException e) { // the thread's edge: it would never look again
            LOG.atWarn().setCause(e).log("The dependencies could not be looked at");
        }
    }

    @Override
    public void close() {
        rounds.interrupt();
    }

    private static FutureTask<?> begin(Callable<?> probe) {
        FutureTask<?> task = new FutureTask<>(probe);
        Thread.ofVirtual().name("probe").start(task);
        return task;
    }

    private static Dependency outcome(String name, FutureTask<?> probe, long deadline) throws InterruptedException {
        try {
            probe.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return Dependency.up();
        } catch (ExecutionException e) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.DEPENDENCY, name)
                    .setCause(e.getCause())
                    .log("A dependency is down");
            return Dependency.down("failed; the server's log has the reason");
        } catch (TimeoutException _) {
            probe.cancel(true);
            return Dependency.down("did not answer in " + LONGEST.toSeconds() + " s");
        }
    }
}
