package io.nekoagents.capture.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.capture.log.Entries;
import io.nekoagents.schema.capture.EpisodeAction;
import io.nekoagents.schema.capture.EpisodeEnd;
import io.nekoagents.schema.capture.EpisodeFinished;
import io.nekoagents.schema.capture.EpisodeFrame;
import io.nekoagents.schema.capture.EpisodePart;
import io.nekoagents.schema.capture.EpisodeSubject;
import io.nekoagents.schema.capture.Origin;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.run.Point;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The other end of the sink: episodes with real frames, told of as the assembly does, in transactions. */
final class EpisodeFeed implements AutoCloseable {

    static final Instant BEGAN = Instant.parse("2026-01-31T12:00:00Z");

    private final Entries entries;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Path frames;

    EpisodeFeed(KafkaConnection connection, SchemaRegistry registry, Path frames) {
        this.entries = new Entries(registry);
        this.frames = frames;
        Map<String, Object> config = new HashMap<>(connection.client("feed"));
        config.put("transactional.id", "feed");
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    /** Two frames and two actions each, in two parts. */
    void finish(String tenant, String... episodeIds) throws IOException {
        for (String episodeId : episodeIds) {
            List<EpisodeFrame> kept = List.of(frame(episodeId, 0), frame(episodeId, 1));
            finish(tenant, episodeId, kept, List.of(click(0, "said " + episodeId), click(1, "the end")));
        }
    }

    /** As {@link #finish(String, String...)}, with the records of all standing between each other. */
    void finishTogether(String tenant, List<String> episodeIds) throws IOException {
        Map<String, List<SpecificRecord>> all = new LinkedHashMap<>();
        for (String id : episodeIds) {
            all.put(id, facts(tenant, id, List.of(frame(id, 0), frame(id, 1)), List.of(click(0, "said " + id))));
        }
        producer.beginTransaction();
        for (int i = 0; i < 3; i++) {
            for (Map.Entry<String, List<SpecificRecord>> each : all.entrySet()) {
                var _ = producer.send(entries.of(
                        Topics.CAPTURE_EPISODES, each.getKey(), each.getValue().get(i)));
            }
        }
        producer.commitTransaction();
    }

    void finish(String tenant, String episodeId, List<EpisodeFrame> frames, List<EpisodeAction> actions) {
        put(Topics.CAPTURE_EPISODES, episodeId, facts(tenant, episodeId, frames, actions));
    }

    private static List<SpecificRecord> facts(
            String tenant, String episodeId, List<EpisodeFrame> frames, List<EpisodeAction> actions) {
        List<SpecificRecord> facts = new ArrayList<>();
        facts.add(new EpisodePart(episodeId, tenant, 0, frames, List.of(), BEGAN));
        facts.add(new EpisodePart(episodeId, tenant, 1, List.of(), actions, BEGAN));
        facts.add(EpisodeFinished.newBuilder()
                .setEpisodeId(episodeId)
                .setTenant(tenant)
                .setFrames(frames.size())
                .setActions(actions.size())
                .setEnd(EpisodeEnd.TASK_ENDED)
                .setParts(2)
                .setSubject(subject())
                .setOccurredAt(BEGAN)
                .build());
        return facts;
    }

    <V extends SpecificRecord> void put(Topic<V> topic, String key, List<V> facts) {
        producer.beginTransaction();
        for (V fact : facts) {
            var _ = producer.send(entries.of(topic, key, fact));
        }
        producer.commitTransaction();
    }

    void putBytes(String key, byte[] value) {
        producer.beginTransaction();
        var _ = producer.send(new ProducerRecord<>(Topics.CAPTURE_EPISODES.name(), key.getBytes(UTF_8), value));
        producer.commitTransaction();
    }

    static EpisodeSubject subject() {
        return EpisodeSubject.newBuilder()
                .setTaskId("task_1")
                .setTaskDescription("buy milk")
                .setOrigin(Origin.AGENT)
                .setOutcome("completed")
                .setScreenWidth(320)
                .setScreenHeight(200)
                .setStartedAt(BEGAN)
                .setEndedAt(BEGAN.plusSeconds(10))
                .build();
    }

    static EpisodeAction click(int index, String reason) {
        return EpisodeAction.newBuilder()
                .setAction("CLICK")
                .setPositions(List.of(new Point(0.25, 0.5)))
                .setOrigin(Origin.AGENT)
                .setStep(index + 1)
                .setFrameId("f" + index)
                .setReason(reason)
                .setPlannedAt(BEGAN.plusMillis(index * 1_000L + 300))
                .setExecutedAt(BEGAN.plusMillis(index * 1_000L + 400))
                .build();
    }

    EpisodeFrame frame(String episodeId, int index) throws IOException {
        byte[] bytes = picture(episodeId.hashCode() + index);
        Path file = frames.resolve(episodeId).resolve("f" + index + ".jpg");
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        return EpisodeFrame.newBuilder()
                .setFrameId("f" + index)
                .setUri(file.toUri().toString())
                .setSha256(sha256(bytes))
                .setBytes(bytes.length)
                .setMediaType("image/jpeg")
                .setWidth(320)
                .setHeight(200)
                .setOrigin(Origin.AGENT)
                .setCapturedAt(BEGAN.plusMillis(index * 1_000L))
                .build();
    }

    static byte[] picture(int seed) throws IOException {
        BufferedImage image = new BufferedImage(320, 200, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = image.createGraphics();
        for (int i = 0; i < 40; i++) {
            pen.setColor(new Color((seed * 31 + i * 7919) & 0xffffff));
            pen.fillRect(i * 8, (i * 37 + seed & 0xff) % 150, 60, 50);
        }
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", bytes);
        return bytes.toByteArray();
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
