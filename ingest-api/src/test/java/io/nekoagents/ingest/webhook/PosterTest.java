package io.nekoagents.ingest.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.nekoagents.ingest.limit.Network;
import io.nekoagents.ingest.webhook.Answer.Answered;
import io.nekoagents.ingest.webhook.Answer.Cause;
import io.nekoagents.ingest.webhook.Answer.Failed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class PosterTest {

    private static final Duration LONGEST = Duration.ofMillis(700);
    private static final String HERE = "127.0.0.1";
    private static final byte[] BODY = "{}".getBytes(UTF_8);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final Queue<String> heads = new ConcurrentLinkedQueue<>();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 100, InetAddress.ofLiteral(HERE));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /** Writes an answer. */
    private interface Speech {
        void to(OutputStream out) throws IOException, InterruptedException;
    }

    @Test
    void connectsToTheAddressThatWasVettedWhateverTheNameMeansALittleLater() throws IOException {
        // Given a name that means this machine once, and another place from then on
        Deque<String> meanings = new ArrayDeque<>(List.of(HERE, "10.0.0.1"));
        serve(out -> out.write(
                OK.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n").getBytes(UTF_8)));

        try (Poster poster = poster((_, _) -> addresses(meanings.pop()))) {
            // When
            Answer first = post(poster, "http://client.invalid:%d/hook?a=b");
            Answer second = post(poster, "http://client.invalid:%d/hook");

            // Then
            assertThat(first).isEqualTo(new Answered(200, null));
            assertThat(second).isEqualTo(new Failed(Cause.ADDRESS_REFUSED));
            assertThat(meanings).as("lookups that were not made").isEmpty();
            assertThat(heads).singleElement().asString().contains("POST /hook?a=b", "Host: client.invalid");
        }
    }

    @Test
    void vetsAddressesThatAreWrittenAsNumbersToo() throws IOException {
        serve(out -> out.write(OK.getBytes(UTF_8)));

        try (Poster poster = poster(new SystemLookup(LONGEST))) {
            assertThat(poster.post(URI.create("http://127.0.0.2:" + server.getLocalPort() + "/"), Map.of(), BODY))
                    .isEqualTo(new Failed(Cause.ADDRESS_REFUSED));
            assertThat(poster.post(URI.create("http://[::1]:" + server.getLocalPort() + "/"), Map.of(), BODY))
                    .isEqualTo(new Failed(Cause.ADDRESS_REFUSED));
            assertThat(heads).isEmpty();
        }
    }

    @Test
    void sendsNothingOfItsOwnBesideWhatItIsGiven() throws IOException {
        serve(out ->
                out.write(OK.replace("\r\n\r\n", "\r\nSet-Cookie: a=b\r\n\r\n").getBytes(UTF_8)));

        try (Poster poster = poster((_, _) -> addresses(HERE))) {
            poster.post(uri("http://client.invalid:%d/"), Map.of("webhook-id", "msg_1"), BODY);
            poster.post(uri("http://client.invalid:%d/"), Map.of("webhook-id", "msg_2"), BODY);
        }

        assertThat(heads)
                .hasSize(2)
                .allSatisfy(head -> assertThat(head.lines()
                                .skip(1)
                                .map(line -> line.substring(0, Math.max(0, line.indexOf(':')))))
                        .containsExactlyInAnyOrder(
                                "webhook-id", "Content-Length", "Content-Type", "Host", "Connection", "User-Agent"));
    }

    @Test
    void aReceiverThatSaysNothingIsLeftInTime() throws IOException {
        serve(out -> Thread.sleep(30_000));

        assertLeftInTime(new Failed(Cause.TIMEOUT));
    }

    @Test
    void aReceiverThatDripsItsHeadIsLeftInTime() throws IOException {
        serve(out -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(UTF_8));
            for (int i = 0; i < 1_000; i++) {
                out.write(("X-" + i + ": y\r\n").getBytes(UTF_8));
                out.flush();
                Thread.sleep(50);
            }
        });

        assertLeftInTime(new Failed(Cause.TIMEOUT));
    }

    @Test
    void theStatusCountsThoughTheBodyNeverEnds() throws IOException {
        serve(out -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8));
            for (int i = 0; i < 1_000; i++) {
                out.write('x');
                out.flush();
                Thread.sleep(50);
            }
        });

        assertLeftInTime(new Answered(200, null));
    }

    @Test
    void ofALongBodyNotMuchIsRead() throws IOException {
        byte[] chunk = new byte[1 << 16];
        long[] written = new long[1];
        serve(out -> {
            out.write("HTTP/1.1 500 No\r\nRetry-After: 7\r\n\r\n".getBytes(UTF_8));
            for (int i = 0; i < 16_000; i++) {
                out.write(chunk);
                written[0] += chunk.length;
            }
        });

        assertLeftInTime(new Answered(500, Duration.ofSeconds(7)));
        assertThat(written[0]).as("bytes the receiver got rid of").isLessThan(50L << 20);
    }

    @Test
    void anEndlessHeadIsNotRead() throws IOException {
        serve(out -> {
            out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(UTF_8));
            out.write("y".repeat(1 << 20).getBytes(UTF_8));
        });

        assertLeftInTime(new Failed(Cause.CONNECTION_LOST));
    }

    @Test
    void aPackedBodyIsNotUnpackedAndARedirectNotFollowed() throws IOException {
        serve(out -> out.write(
                "HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nno"
                        .getBytes(UTF_8)));

        assertLeftInTime(new Answered(302, null));
        assertThat(heads).hasSize(1);
    }

    @Test
    void aReceiverThatIsNotThereIsSaidToBe() throws IOException {
        server.close();

        assertLeftInTime(new Failed(Cause.CONNECTION_REFUSED));
    }

    @Test
    void aNameThatNobodyKnowsIsSaidToBe() throws IOException {
        try (Poster poster = poster((host, _) -> {
            throw new UnknownHostException(host);
        })) {
            assertThat(post(poster, "http://nowhere.invalid:%d/")).isEqualTo(new Failed(Cause.UNRESOLVED));
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused(@TempDir Path folder) throws Exception {
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral(HERE), 0), 10);
        secure.setHttpsConfigurator(new HttpsConfigurator(selfSigned(folder)));
        secure.start();
        try (Poster poster = poster((_, _) -> addresses(HERE), Duration.ofSeconds(20))) {
            URI uri = URI.create("https://client.invalid:" + secure.getAddress().getPort() + "/");
            assertThat(poster.post(uri, Map.of(), BODY)).isEqualTo(new Failed(Cause.TLS));
        } finally {
            secure.stop(0);
        }
    }

    private static SSLContext selfSigned(Path folder) throws Exception {
        Path store = folder.resolve("store.p12");
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "me",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=client.invalid",
                        "-ext",
                        "SAN=dns:client.invalid",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start();
        assertThat(made.waitFor()).as("keytool").isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private void assertLeftInTime(Answer expected) throws IOException {
        try (Poster poster = poster((_, _) -> addresses(HERE))) {
            long begun = System.nanoTime();
            assertThat(post(poster, "http://client.invalid:%d/")).isEqualTo(expected);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("time the attempt took")
                    .isLessThan(LONGEST.plusSeconds(2));
        }
    }

    private Answer post(Poster poster, String url) {
        return poster.post(uri(url), Map.of(), BODY);
    }

    private URI uri(String url) {
        return URI.create(url.formatted(server.getLocalPort()));
    }

    private static Poster poster(NameLookup lookup) {
        return poster(lookup, LONGEST);
    }

    private static Poster poster(NameLookup lookup, Duration longest) {
        VettedNames names = new VettedNames(
                lookup, new AddressRules(List.of(Network.parse(HERE).orElseThrow())));
        return new Poster(names, longest, 10, InstantSource.system());
    }

    private static InetAddress[] addresses(String address) {
        return new InetAddress[] {InetAddress.ofLiteral(address)};
    }

    private void serve(Speech answer) {
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    Thread.ofVirtual().start(() -> converse(socket, answer));
                } catch (IOException _) {
                    return;
                }
            }
        });
    }

    private void converse(Socket connection, Speech answer) {
        try (Socket socket = connection) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            while (true) {
                StringBuilder head = new StringBuilder();
                for (String line = in.readLine(); !"".equals(line); line = in.readLine()) {
                    if (line == null) {
                        return;
                    }
                    head.append(line).append('\n');
                }
                var _ = in.read(new char[BODY.length]);
                heads.add(head.toString());
                answer.to(socket.getOutputStream());
            }
        } catch (IOException _) {
            // the poster hung up
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
