package io.nekoagents.local.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nekoagents.ingest.IngestConfiguration;
import io.nekoagents.local.bench.BenchReport.Figure;
import io.nekoagents.local.stack.Progress;
import io.nekoagents.local.stack.Service;
import io.nekoagents.schema.session.RoomHealth;
import io.nekoagents.schema.session.SessionRoom;
import io.nekoagents.schema.session.SessionSpec;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.tts.TtsConfiguration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * From a request to speak, by REST, to the first sound that the room hears, and from the stop to its silence: front door, log,
 * worker, WebRTC. What is heard has been through the room's jitter buffer, so it is later than the packets by what that
 * holds. Rooms, worker and front door share the machine.
 */
public final class TtsBench implements Bench {

    private static final int ROUNDS = 40;
    private static final int SESSIONS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofMillis(400);
    private static final Duration SPOKEN = Duration.ofMillis(700);
    private static final String TEXT =
            "The quick brown fox jumps over the lazy dog, and then it rests in the shade of an old"
                    + " oak tree. Nobody knows how long it will stay there, for the day is warm and the night is far away.";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();

    /** A session, and the room that it has. */
    private record Seat(String session, ListeningRoom room) {}

    @Override
    public BenchReport run(BenchStack stack, Progress progress) throws IOException, InterruptedException {
        stack.connection().provision(stack.registry());
        List<Seat> seats = new ArrayList<>();
        try {
            for (int i = 1; i <= SESSIONS; i++) {
                seats.add(new Seat("sess_bench" + i, new ListeningRoom()));
            }
            open(stack, seats);
            return run(stack, seats, progress);
        } finally {
            seats.forEach(seat -> seat.room().close());
        }
    }

    private BenchReport run(BenchStack stack, List<Seat> seats, Progress progress)
            throws IOException, InterruptedException {
        int port = BenchStack.freePort();
        Map<String, String> settings = stack.settings(Map.of(
                "neko.api.port", Integer.toString(port),
                "neko.api.view-folder", stack.home().resolve("view").toString(),
                "neko.api.access.required", "false",
                "neko.tts.rooms.may-enter",
                        String.join(
                                ",",
                                seats.stream()
                                        .map(seat -> seat.room().address().toString())
                                        .toList()),
                "neko.tts.speech.files", stack.home().resolve("speech").toString()));
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        progress.step("REST interface and voice");
        try (ConfigurableApplicationContext _ =
                        Service.start(IngestConfiguration.class, true, settings, stack.registry(), meters);
                ConfigurableApplicationContext _ =
                        Service.start(TtsConfiguration.class, false, settings, stack.registry(), meters)) {
            URI api = URI.create("http://127.0.0.1:" + port + "/api/v1/tts/");
            progress.step("first words");
            new Rounds(seats, api).run(2);
            progress.step(ROUNDS + " rounds of one session");
            Times one = new Rounds(seats.subList(0, 1), api).run(ROUNDS);
            progress.step(ROUNDS / 2 + " rounds of " + SESSIONS + " sessions at once");
            Times all = new Rounds(seats, api).run(ROUNDS / 2);
            List<Figure> figures = new ArrayList<>(one.figures("one session"));
            figures.addAll(all.figures(SESSIONS + " sessions"));
            return new BenchReport(
                    "tts",
                    "requests to speak and stops by REST, as heard in the room (its jitter buffer included)",
                    figures);
        }
    }

    /** As the lifecycle of sessions would say it. */
    private static void open(BenchStack stack, List<Seat> seats) throws InterruptedException {
        Map<String, Object> config = stack.connection().client("bench-sessions");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            var serializer =
                    AvroSerde.of(Topics.SESSION_STATE, stack.registry()).serializer();
            String topic = Topics.SESSION_STATE.name();
            for (Seat seat : seats) {
                byte[] value = serializer.serialize(topic, state(seat));
                producer.send(new ProducerRecord<>(topic, seat.session().getBytes(UTF_8), value))
                        .get();
            }
        } catch (ExecutionException e) {
            throw new BenchFailedException("The sessions could not be written: " + e.getCause());
        }
    }

    private static SessionState state(Seat seat) {
        Instant now = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        return SessionState.newBuilder()
                .setSessionId(seat.session())
                .setVersion(1)
                .setStatus(SessionStatus.OPEN)
                .setSpec(SessionSpec.newBuilder().build())
                .setRoom(new SessionRoom(seat.session(), seat.room().address().toString(), "bench"))
                .setHealth(RoomHealth.HEALTHY)
                .setRequestedAt(now)
                .setOpenedAt(now)
                .setUpdatedAt(now)
                .build();
    }

    /** What was measured, in milliseconds. */
    private record Times(Histogram first, Histogram stop) {

        List<Figure> figures(String of) {
            return List.of(
                    Figure.atMost(
                            of + ": request to first sound p50", (double) first.getValueAtPercentile(50), "ms", 250),
                    Figure.atMost(
                            of + ": request to first sound p99", (double) first.getValueAtPercentile(99), "ms", 500),
                    Figure.of(of + ": stop to silence p50", (double) stop.getValueAtPercentile(50), "ms"),
                    Figure.atMost(of + ": stop to silence p99", (double) stop.getValueAtPercentile(99), "ms", 100));
        }
    }

    /** Each session on a thread of its own: speak, listen, stop, listen. */
    private final class Rounds {

        private final List<Seat> seats;
        private final URI api;
        private final Histogram first = new SynchronizedHistogram(PATIENCE.toMillis(), 3);
        private final Histogram stop = new SynchronizedHistogram(PATIENCE.toMillis(), 3);

        private Rounds(List<Seat> seats, URI api) {
            this.seats = seats;
            this.api = api;
        }

        private Times run(int rounds) throws InterruptedException {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Callable<Void>> each = seats.stream()
                        .<Callable<Void>>map(seat -> () -> {
                            for (int round = 0; round < rounds; round++) {
                                round(seat);
                            }
                            return null;
                        })
                        .toList();
                for (Future<Void> done : threads.invokeAll(each)) {
                    done.get();
                }
                return new Times(first, stop);
            } catch (ExecutionException e) {
                throw new BenchFailedException("A round failed: " + e.getCause());
            }
        }

        private void round(Seat seat) throws IOException, InterruptedException {
            seat.room().forget();
            long asked = System.nanoTime();
            speak(seat.session());
            long heard = seat.room().awaitSound(PATIENCE);
            first.recordValue(millis(heard - asked));
            // At another moment of the text each time, and never between two words.
            TimeUnit.MILLISECONDS.sleep(
                    SPOKEN.toMillis() + ThreadLocalRandom.current().nextInt(2_000));
            seat.room().awaitNextSound(PATIENCE);
            long told = System.nanoTime();
            stop(seat.session());
            long last = seat.room().awaitSilence(SILENCE);
            stop.recordValue(millis(Math.max(0, last - told)));
        }

        private void speak(String session) throws IOException, InterruptedException {
            String body = JSON.writeValueAsString(Map.of("session_id", session, "text", TEXT));
            send(HttpRequest.newBuilder(api.resolve("speak"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build());
        }

        private void stop(String session) throws IOException, InterruptedException {
            send(HttpRequest.newBuilder(api.resolve("stop?session_id=" + session))
                    .DELETE()
                    .build());
        }

        private void send(HttpRequest request) throws IOException, InterruptedException {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new BenchFailedException(request.method() + " " + request.uri() + " was answered "
                        + answer.statusCode() + ": " + answer.body());
            }
        }

        private static long millis(long nanos) {
            return TimeUnit.NANOSECONDS.toMillis(nanos);
        }
    }
}
