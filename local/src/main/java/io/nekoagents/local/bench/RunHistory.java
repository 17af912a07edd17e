package io.nekoagents.local.bench;

import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.run.ActionOutcome;
import io.nekoagents.schema.run.ActionTaken;
import io.nekoagents.schema.run.FrameCaptured;
import io.nekoagents.schema.run.Point;
import io.nekoagents.schema.task.TaskCompleted;
import io.nekoagents.schema.task.TaskOptions;
import io.nekoagents.schema.task.TaskSpec;
import io.nekoagents.schema.task.TaskStarted;
import io.nekoagents.schema.task.TaskSubmitted;
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
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes what runs of tasks leave in the log, in the order of time as a log has it, with pictures in a folder. */
public final class RunHistory implements AutoCloseable {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;
    private static final int PICTURES = 8;

    private final KafkaProducer<String, SpecificRecord> facts;
    private final KafkaProducer<String, FrameCaptured> frames;
    private final KafkaProducer<String, ActionTaken> actions;
    private final List<Picture> pictures;

    /** Runs overlap: what comes after the beginning of the next one waits for it. */
    private final PriorityQueue<Pending<?>> later = new PriorityQueue<>(
            Comparator.<Pending<?>, Instant>comparing(Pending::at).thenComparingLong(Pending::number));

    private long written;

    private record Pending<V extends SpecificRecord>(
            Instant at, long number, KafkaProducer<String, V> producer, ProducerRecord<String, V> record) {

        @SuppressWarnings("FutureReturnValueIgnored") // a record that is lost is missed by whoever reads
        void send() {
            producer.send(record);
        }
    }

    private record Picture(String uri, String sha256, long bytes) {}

    /**
     * One run.
     *
     * @param at when it begins; each step takes a second
     */
    public record Run(String taskId, String tenant, boolean captured, int steps, Instant at) {}

    /** @param folder of the pictures; made where it is not there */
    public RunHistory(KafkaConnection connection, SchemaRegistry registry, Path folder, long seed) throws IOException {
        this.pictures = paint(folder, seed);
        this.facts = RecordSource.historian(connection, registry, Topics.TASK_EVENTS);
        this.frames = RecordSource.historian(connection, registry, Topics.FRAMES);
        this.actions = RecordSource.historian(connection, registry, Topics.ACTIONS);
    }

    /** Records that a run of so many steps leaves. */
    static long records(int steps) {
        return 4L + 2L * steps;
    }

    /** What is written is in the log when this object is closed; the earliest run first. */
    public void write(Run run) {
        sendBefore(run.at());
        String id = run.taskId();
        String runId = "run_" + id;
        send(facts, Topics.TASK_EVENTS.name(), id, submitted(run), run.at());
        send(
                facts,
                Topics.TASK_EVENTS.name(),
                id,
                new TaskStarted(id, run.tenant(), 2L, run.at(), 1, runId, "worker", "http://room"),
                run.at().plusMillis(1));
        for (int step = 1; step <= run.steps() + 1; step++) {
            Instant seen = run.at().plusSeconds(step);
            send(frames, Topics.FRAMES.name(), id, frame(run, runId, step, seen), seen);
            if (step <= run.steps()) {
                Instant done = seen.plusMillis(300);
                send(actions, Topics.ACTIONS.name(), id, action(run, runId, step, done), done);
            }
        }
        Instant end = run.at().plusSeconds(run.steps() + 1L).plusMillis(500);
        send(
                facts,
                Topics.TASK_EVENTS.name(),
                id,
                new TaskCompleted(id, run.tenant(), 3L, end, 1, runId, run.steps(), null),
                end);
    }

    private static TaskSubmitted submitted(Run run) {
        TaskSpec spec = TaskSpec.newBuilder()
                .setTask("click \"Search\" and read \"results\"")
                .setOptions(TaskOptions.newBuilder()
                        .setEnableCapture(run.captured())
                        .build())
                .build();
        return new TaskSubmitted(run.taskId(), run.tenant(), 1L, run.at(), spec, "", run.at());
    }

    private FrameCaptured frame(Run run, String runId, int step, Instant at) {
        Picture picture = pictures.get(step % pictures.size());
        return new FrameCaptured(
                run.taskId(),
                runId,
                1,
                step,
                "frame_" + step,
                picture.uri(),
                picture.sha256(),
                picture.bytes(),
                "image/jpeg",
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT,
                at);
    }

    private static ActionTaken action(Run run, String runId, int step, Instant at) {
        return ActionTaken.newBuilder()
                .setTaskId(run.taskId())
                .setRunId(runId)
                .setAttempt(1)
                .setStep(step)
                .setAction("CLICK")
                .setPositions(List.of(new Point(0.25, step / 1_000.0)))
                .setOutcome(ActionOutcome.EXECUTED)
                .setReason("the button is where it was")
                .setFrameId("frame_" + step)
                .setScreenWidth(WIDTH)
                .setScreenHeight(HEIGHT)
                .setPlannedAt(at.minusMillis(100))
                .setExecutedAt(at)
                .build();
    }

    private <V extends SpecificRecord> void send(
            KafkaProducer<String, V> producer, String topic, String key, V value, Instant at) {
        later.add(new Pending<>(
                at, written++, producer, new ProducerRecord<>(topic, null, at.toEpochMilli(), key, value)));
    }

    private void sendBefore(Instant at) {
        while (!later.isEmpty() && later.element().at().isBefore(at)) {
            later.remove().send();
        }
    }

    private static List<Picture> paint(Path folder, long seed) throws IOException {
        Files.createDirectories(folder);
        Random random = new Random(seed);
        List<Picture> painted = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            Path file = folder.resolve("picture" + i + ".jpg");
            byte[] bytes = picture(random);
            Files.write(file, bytes);
            painted.add(new Picture(file.toUri().toString(), sha256(bytes), bytes.length));
        }
        return painted;
    }

    private static byte[] picture(Random random) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = image.createGraphics();
        for (int i = 0; i < 20; i++) {
            pen.setColor(new Color(random.nextInt(0x1000000)));
            pen.fillRect(random.nextInt(WIDTH), random.nextInt(HEIGHT), 1 + random.nextInt(90), 1 + random.nextInt(60));
        }
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", bytes);
        return bytes.toByteArray();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() {
        sendBefore(Instant.MAX);
        facts.close();
        frames.close();
        actions.close();
    }
}
