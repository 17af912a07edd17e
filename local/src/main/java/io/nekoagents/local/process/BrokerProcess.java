package io.nekoagents.local.process;

import io.nekoagents.broker.BrokerApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The broker as a process of its own, so that its crash is not ours; its data survives it. */
public final class BrokerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final ChildProcess process;
    private final String bootstrapServers;

    private BrokerProcess(ChildProcess process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts it; it answers when this returns.
     *
     * @param folder of its data, created if missing; the log lies beside it
     * @param port of its clients, 1 to 65535
     * @param properties of the broker, over those that suit one machine
     * @throws ChildProcessException if it does not come up
     */
    public static BrokerProcess start(Path folder, int port, Map<String, String> properties) {
        List<String> arguments = new ArrayList<>(
                List.of(folder.toAbsolutePath().toString(), Integer.toString(port), Integer.toString(freePort())));
        properties.forEach((key, value) -> arguments.add(key + "=" + value));
        ChildProcess process = ChildProcess.start(new ChildJvm(
                "broker",
                System.getProperty("java.class.path"),
                List.of(
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-Dlogback.configurationFile=logback-process.xml",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"),
                BrokerApplication.class.getName(),
                arguments,
                folder.resolveSibling("broker.log")));
        BrokerProcess broker = new BrokerProcess(process, "127.0.0.1:" + port);
        process.awaitReady(() -> listens(port) && broker.answers(), PATIENCE);
        return broker;
    }

    /** Where clients connect, {@code host:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** The process's id. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.close();
    }

    /** Asked first: a client of a broker that is not there yet only fills the log. */
    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) ANSWER.toMillis());
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private boolean answers() {
        Map<String, Object> client = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) ANSWER.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) ANSWER.toMillis());
        try (Admin admin = Admin.create(client)) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new ChildProcessException("No free port for the broker's controller", e);
        }
    }
}
