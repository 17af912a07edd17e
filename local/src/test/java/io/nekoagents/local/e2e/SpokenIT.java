package io.nekoagents.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nekoagents.local.interop.Python;
import io.nekoagents.local.process.FreePort;
import io.nekoagents.local.stack.AdminKey;
import io.nekoagents.local.stack.LocalStack;
import io.nekoagents.local.stack.StackSettings;
import io.nekoagents.neko.ChatLine;
import io.nekoagents.neko.NekoRoom;
import io.nekoagents.neko.NekoSettings;
import io.nekoagents.neko.Video;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked for over REST is heard in the room; an outsider judges whether it can be understood. */
final class SpokenIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Path RECOGNISE = Path.of("src/test/python/recognise.py");
    private static final double MOST_WORD_ERRORS = 0.25;

    private static final List<String> SENTENCES = List.of(
            "The quick brown fox jumps over the lazy dog.",
            "Please open the window and let in some fresh air.",
            "She bought a new kettle at the shop on the corner.",
            "The search found three results, and the first one is the best.",
            "Tomorrow the weather will be warm and sunny in the morning.",
            "He reads a long book every evening before he goes to sleep.",
            "The train to the city leaves from the second platform.",
            "We are looking for a house with a large garden.",
            "My brother plays the piano, but he never learned to sing.",
            "The answer to your question is on the next page.");

    @TempDir
    static Path folder;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Listener ROOM = new Listener();

    private static StackSettings settings;
    private static LocalStack stack;
    private static RestTasks tasks;
    private static String session;

    @BeforeAll
    static void start() throws Exception {
        settings = new StackSettings(
                folder.resolve("home"),
                new StackSettings.Ports(FreePort.next(), FreePort.next(), FreePort.next(), FreePort.next()),
                Map.of());
        stack = LocalStack.start(settings, _ -> {});
        stack.microphone().listen(ROOM);
        tasks = new RestTasks(settings.api(), AdminKey.of(settings.home()).text());
        session = tasks.open(RestTasks.JSON.createObjectNode());
        await("the session is open; log in " + folder)
                .atMost(PATIENCE)
                .until(() -> tasks.session(session).path("status").asText().equals("open"));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @BeforeEach
    void forget() {
        ROOM.forget();
    }

    @Test
    void tenSentencesAreUnderstoodByARecogniserThatKnowsNothingOfUs() throws Exception {
        // Given ten sentences that were heard in the room, each in a file of its own
        Map<String, String> said = new LinkedHashMap<>();
        for (String sentence : SENTENCES) {
            ROOM.forget();
            String request = speak(sentence);
            awaitEnd(request);
            Path file = folder.resolve(request + ".wav");
            ROOM.write(file);
            said.put(file.toString(), sentence);
        }

        // When they are recognised
        JsonNode heard = RestTasks.JSON.readTree(
                Python.withRecogniser().run(RECOGNISE, said.keySet().toArray(String[]::new)));

        // Then few words are others
        int words = 0;
        int errors = 0;
        for (Map.Entry<String, String> each : said.entrySet()) {
            List<String> expected = Words.of(each.getValue());
            words += expected.size();
            errors +=
                    Words.distance(expected, Words.of(heard.path(each.getKey()).asText()));
        }
        assertThat((double) errors / words)
                .as("word error rate; the recogniser heard %s", heard)
                .isLessThanOrEqualTo(MOST_WORD_ERRORS);
    }

    @Test
    void speechHasNoGapsNoClicksAtItsSplicesAndOneLevel() throws Exception {
        // Given the same text in a file and in the room
        String text =
                "The first sentence is here. This one is a little longer, so that it has a clause or two of its own,"
                        + " and goes on for a while until it ends. Here comes another sentence of some length, spoken by the same"
                        + " voice. And this is the last.";
        double[] made = made(text);
        ROOM.forget();
        String request = speak(text);
        JsonNode document = awaitEnd(request);
        double[] heard = ROOM.samples();
        ROOM.write(folder.resolve("level.wav"));

        // Then the room heard what was made: nowhere is it silent for more than 40 ms where the file is not
        assertThat(gaps(levels(made), levels(heard)))
                .as("blocks of 10 ms of the file around which %s has 50 ms of silence", folder.resolve("level.wav"))
                .isEmpty();

        // Then segments are of one level
        List<JsonNode> captions = new ArrayList<>();
        document.path("captions").forEach(captions::add);
        assertThat(captions).as("captions of %s", document).hasSizeGreaterThan(2);
        double[] levels = captions.stream()
                .mapToDouble(caption -> {
                    int from = caption.path("at_ms").asInt() * 48;
                    int to = Math.min(
                            made.length, from + caption.path("duration_ms").asInt() * 48);
                    return voiced(Arrays.copyOfRange(made, from, to));
                })
                .toArray();
        double loudest = Arrays.stream(levels).max().orElseThrow();
        double softest = Arrays.stream(levels).min().orElseThrow();
        assertThat(20 * Math.log10(loudest / softest))
                .as("decibels between the loudest and the softest of %s", captions)
                .isLessThanOrEqualTo(3);

        // Then no jump where two of them are joined is larger than those within
        double[] jumps = jumps(made);
        double[] atSplices = new double[captions.size()];
        for (int i = 1; i < captions.size(); i++) {
            int splice = captions.get(i).path("at_ms").asInt() * 48;
            int from = Math.max(0, splice - Listener.BLOCK);
            int to = Math.min(jumps.length, splice + Listener.BLOCK);
            atSplices[i] = Arrays.stream(jumps, from, to).max().orElse(0);
            Arrays.fill(jumps, from, to, 0);
        }
        assertThat(Arrays.stream(atSplices).max().orElseThrow())
                .as("the largest jump where segments are joined: %s", Arrays.toString(atSplices))
                .isLessThanOrEqualTo(Arrays.stream(jumps).max().orElseThrow());
    }

    @Test
    void aTaskThatSpeaksIsHeardInItsRoom() throws Exception {
        // When a task speaks, in the room of its session
        ObjectNode request = RestTasks.request("read \"Demo\"", "web", settings.demoSite());
        ((ObjectNode) request.path("options")).put("enable_tts", true).put("session_id", session);
        String task = tasks.submit(request);
        await("the task ends").atMost(PATIENCE).until(() -> tasks.ended(task));

        // Then something is heard
        await("the task is heard in its room; log in " + folder)
                .atMost(PATIENCE)
                .until(() -> Arrays.stream(levels(ROOM.samples())).anyMatch(level -> level > 0.02));
    }

    @Test
    void whatIsSaidInChatIsSpoken() throws Exception {
        try (NekoRoom guest = NekoRoom.connect(
                NekoSettings.of(settings.room(), "a guest", "neko").withVideo(Video.NONE))) {
            List<ChatLine> chat = new CopyOnWriteArrayList<>();
            try (AutoCloseable _ = guest.chat().listen(chat::add)) {
                // When
                guest.chat().say("/yap hello to everybody here");

                // Then
                await("/yap is heard in the room; log in " + folder)
                        .atMost(PATIENCE)
                        .until(() -> Arrays.stream(levels(ROOM.samples())).anyMatch(level -> level > 0.02));

                // When
                guest.chat().say("/yap:stop");

                // Then
                await("the voice answers")
                        .atMost(PATIENCE)
                        .until(() -> chat.stream().anyMatch(line -> line.text().startsWith("[yap] stopped")));
            }
        }
    }

    private static String speak(String text) throws Exception {
        ObjectNode body = RestTasks.JSON.createObjectNode().put("text", text).put("session_id", session);
        return post("/api/v1/tts/speak", body).path("request_id").asText();
    }

    private static JsonNode awaitEnd(String request) {
        String path = "/api/v1/tts/requests/" + request;
        await("the end of " + request + "; log in " + folder)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> List.of("finished", "failed", "stopped")
                        .contains(tasks.get(path).path("status").asText()));
        try {
            JsonNode document = tasks.get(path);
            assertThat(document.path("status").asText()).as("%s", document).isEqualTo("finished");
            return document;
        } catch (Exception e) {
            throw new AssertionError(path + " cannot be read", e);
        }
    }

    /** The samples of the file that the text is spoken into. */
    private static double[] made(String text) throws Exception {
        ObjectNode body = RestTasks.JSON.createObjectNode().put("text", text);
        String request = post("/api/v1/tts/synthesize", body).path("request_id").asText();
        awaitEnd(request);
        HttpResponse<byte[]> answer = HTTP.send(
                authorized("/api/v1/tts/requests/" + request + "/audio").build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as("the file of " + request).isEqualTo(200);
        byte[] wav = answer.body();
        double[] samples = new double[(wav.length - 44) / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) ((wav[45 + 2 * i] << 8) | (wav[44 + 2 * i] & 0xff)) / 32_768.0;
        }
        return samples;
    }

    private static JsonNode post(String path, ObjectNode body) throws Exception {
        HttpResponse<String> answer = HTTP.send(
                authorized(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path + " answered " + answer.body()).isEqualTo(202);
        return RestTasks.JSON.readTree(answer.body());
    }

    private static HttpRequest.Builder authorized(String path) {
        return HttpRequest.newBuilder(settings.api().resolve(path))
                .header(
                        "Authorization",
                        "Bearer " + AdminKey.of(settings.home()).text());
    }

    /** Of each 10 ms, the root of the mean square. */
    private static double[] levels(double[] samples) {
        double[] levels = new double[samples.length / Listener.BLOCK];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = Math.sqrt(Arrays.stream(samples, i * Listener.BLOCK, (i + 1) * Listener.BLOCK)
                    .map(sample -> sample * sample)
                    .average()
                    .orElse(0));
        }
        return levels;
    }

    /** By how many blocks the second is later than that part of the first. */
    private static int lag(double[] made, int from, int to, double[] heard, int least, int most) {
        int best = least;
        double closest = -1;
        for (int lag = least; lag <= most; lag++) {
            double sum = 0;
            for (int i = Math.max(from, -lag); i < to && i + lag < heard.length; i++) {
                sum += made[i] * heard[i + lag];
            }
            if (sum > closest) {
                closest = sum;
                best = lag;
            }
        }
        return best;
    }

    /** Second for second, for the receiver plays at a pace of its own. */
    private static List<Integer> gaps(double[] made, double[] heard) {
        List<Integer> gaps = new ArrayList<>();
        int whole = lag(made, 0, made.length, heard, -50, heard.length);
        for (int from = 0; from < made.length; from += 100) {
            int to = Math.min(made.length, from + 100);
            int lag = lag(made, from, to, heard, whole - 15, whole + 15);
            for (int i = from; i < to; i++) {
                if (made[i] > 0.02 && isSilent(heard, i + lag - 2, i + lag + 2)) {
                    gaps.add(i);
                }
            }
        }
        return gaps;
    }

    private static boolean isSilent(double[] levels, int first, int last) {
        return Arrays.stream(levels, Math.max(0, first), Math.min(levels.length, last + 1))
                .allMatch(level -> level < 0.002);
    }

    /** How far each sample is from where the two before it lead. */
    private static double[] jumps(double[] samples) {
        double[] jumps = new double[samples.length];
        for (int i = 2; i < samples.length; i++) {
            jumps[i] = Math.abs(samples[i] - 2 * samples[i - 1] + samples[i - 2]);
        }
        return jumps;
    }

    /** The level where somebody speaks. */
    private static double voiced(double[] samples) {
        double[] levels = levels(samples);
        double loudest = Arrays.stream(levels).max().orElse(0);
        return Math.sqrt(Arrays.stream(levels)
                .filter(level -> level > loudest / 10)
                .map(level -> level * level)
                .average()
                .orElse(0));
    }
}
