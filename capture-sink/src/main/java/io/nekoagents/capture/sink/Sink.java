package io.nekoagents.capture.sink;

import io.nekoagents.capture.DeadThreads;
import io.nekoagents.capture.LogKeys;
import io.nekoagents.capture.dataset.DatasetLog;
import io.nekoagents.capture.store.StoreException;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.DeadLetter;
import io.nekoagents.schema.wire.RegistryUnavailableException;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads finished episodes and commits shards of them, on a thread of its own. */
public final class Sink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sink.class);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);
    /** Who has not failed for so long is sound, even if there was nothing to commit. */
    private static final Duration QUIET = LONGEST_BACKOFF.multipliedBy(2);

    private static final Duration READING = Duration.ofSeconds(30);
    private static final Duration LEAVING = Duration.ofMinutes(2);

    private final SinkSettings settings;
    private final Function<Reader.Leaving, Reader> readers;
    private final Deserializer<SpecificRecord> deserializer;
    private final DatasetLog datasets;
    private final Intake intake;
    private final Haul haul;
    private final Cut cut;
    private final Holding holding;
    private final Transactions transactions;
    private final SinkMeters meters;
    private final Thread thread;

    private volatile boolean closed;
    private volatile @Nullable Reader reading;
    private volatile long failingFor;
    private volatile long stored = System.nanoTime();
    private long failedFirst;
    private long failedLast;
    private int failures;
    private boolean spoiled;
    private long dirtySince = -1;

    /** What becomes of what is read. */
    record Parts(Intake intake, Haul haul, Out out, SinkMeters meters, DeadThreads dead) {}

    /** The way into datasets. */
    record Out(Cut cut, Holding holding, Transactions transactions) {}

    Sink(
            SinkSettings settings,
            Function<Reader.Leaving, Reader> readers,
            SchemaRegistry registry,
            DatasetLog datasets,
            Parts parts) {
        this.settings = settings;
        this.readers = readers;
        this.deserializer = AvroSerde.of(Topics.CAPTURE_EPISODES, registry).deserializer();
        this.datasets = datasets;
        this.intake = parts.intake();
        this.haul = parts.haul();
        this.cut = parts.out().cut();
        this.holding = parts.out().holding();
        this.transactions = parts.out().transactions();
        this.meters = parts.meters();
        this.thread = Thread.ofPlatform()
                .name("capture-sink")
                .uncaughtExceptionHandler(parts.dead())
                .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    public boolean alive() {
        return thread.isAlive();
    }

    /** Whether it does not fail again and again for long, and something is stored if there is something to be. */
    public boolean ready() {
        return alive() && !closed && failingFor < settings.unreadyAfter().toNanos() && !isStuck();
    }

    /** Places that do not take shards, and whose, for a person. */
    public List<String> troubles() {
        return holding.held().stream().map(Holding.Held::toString).toList();
    }

    /** One tenant's place is no reason for this one not to be ready as long as others' shards are stored. */
    private boolean isStuck() {
        long now = System.nanoTime();
        long most = settings.unreadyAfter().toNanos();
        return now - stored > most && holding.held().stream().anyMatch(each -> now - each.since() > most);
    }

    private void run() {
        while (!closed) {
            try {
                haul.clear();
                spoiled = false;
                transactions.begin();
                serve();
            } catch (WakeupException _) {
                LOG.atDebug().log("Woken");
            } catch (IOException | RuntimeException e) { // the edge of this thread
                failed(e);
                discard();
                pause(backoff());
            } finally {
                transactions.close();
            }
        }
        discard();
    }

    private void serve() throws IOException {
        try (Reader reader = readers.apply(new Spoiling())) {
            reading = reader;
            boolean sound = false;
            try {
                rounds(reader);
                finish(reader);
                sound = true;
            } finally {
                // The reader is closed next, and its partitions go: what is half done must not be committed then.
                spoiled = spoiled || !sound;
            }
        }
    }

    private void rounds(Reader reader) throws IOException {
        while (!closed) {
            try {
                take(reader, reader.poll(untilDue()));
                if (isDue(reader) || holding.tend(haul)) {
                    cut(reader);
                }
                if (haul.isToGoBack()) {
                    goBack(reader);
                }
                if (failures > 0 && System.nanoTime() - failedLast > QUIET.toNanos()) {
                    sound();
                }
            } catch (WakeupException _) {
                LOG.atDebug().log("Woken");
            } catch (IOException | UncheckedIOException | StoreException | KafkaException e) {
                failed(e);
                startOver(reader);
            }
        }
    }

    /** Reads again what was passed over; others' episodes between are known. */
    private void goBack(Reader reader) throws IOException {
        if (!haul.isEmpty()) {
            cut(reader);
        }
        reader.rewind();
        haul.wentBack();
    }

    private void take(Reader reader, ConsumerRecords<byte[], byte[]> records) throws IOException {
        if (spoiled) {
            // Partitions went while what was read of them could not be committed: what is left here is not whole.
            throw new KafkaException("What was read of partitions that are gone could not be committed");
        }
        if (!records.isEmpty() && reader.takeJoined()) {
            catchUp();
        }
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (closed) {
                return;
            }
            take(reader, record);
        }
    }

    /** What others committed is known here before anything of theirs is gone on with. */
    private void catchUp() {
        try {
            datasets.caughtUp().get(READING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("The log of shards could not be read to its end", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void take(Reader reader, ConsumerRecord<byte[], byte[]> record) throws IOException {
        PartitionProgress progress = reader.of(record);
        switch (progress.read(record.offset(), read(reader, record))) {
            case PartitionProgress.Step.Nothing _ -> {
                return;
            }
            case PartitionProgress.Step.Complete(var episode) ->
                intake.take(haul, episode, origin(record, progress), () -> cut(reader));
            case PartitionProgress.Step.Torn(var finished, int found) -> intake.torn(haul, finished, found);
            case PartitionProgress.Step.WithoutParts(var finished) ->
                LOG.atInfo()
                        .addKeyValue(LogKeys.EPISODE, finished.getEpisodeId())
                        .log("An episode without parts is skipped");
        }
        progress.done();
    }

    private static Origin origin(ConsumerRecord<byte[], byte[]> record, PartitionProgress progress) {
        return new Origin(
                new TopicPartition(record.topic(), record.partition()),
                progress.completing(),
                Instant.ofEpochMilli(record.timestamp()));
    }

    private @Nullable SpecificRecord read(Reader reader, ConsumerRecord<byte[], byte[]> record) {
        try {
            return deserializer.deserialize(record.topic(), record.value());
        } catch (RegistryUnavailableException e) {
            throw e;
        } catch (SerializationException e) {
            if (reader.wasRead(record)) {
                return null;
            }
            LOG.atError()
                    .addKeyValue(LogKeys.PARTITION, record.partition())
                    .addKeyValue(LogKeys.OFFSET, record.offset())
                    .setCause(e)
                    .log("A record cannot be read and goes to the dead letters");
            haul.letter(DeadLetter.of(record, e.getClass().getSimpleName(), String.valueOf(e.getMessage())));
            return null;
        }
    }

    private Duration untilDue() {
        Duration most = Duration.ofSeconds(1);
        return settings.sealAge().compareTo(most) < 0 ? settings.sealAge() : most;
    }

    private boolean isDue(Reader reader) {
        if (isClean(reader)) {
            dirtySince = -1;
            return false;
        }
        if (dirtySince < 0) {
            dirtySince = System.nanoTime();
        }
        return System.nanoTime() - dirtySince >= settings.sealAge().toNanos();
    }

    private boolean isClean(Reader reader) {
        return haul.isEmpty() && !reader.hasUncommitted(haul.pinsBeside(List.of()));
    }

    private void cut(Reader reader) throws IOException {
        long begun = System.nanoTime();
        Cut.Ready ready = cut.prepare(haul);
        Map<TopicPartition, OffsetAndMetadata> offsets = reader.offsets(haul.pinsBeside(ready.arrived()));
        cut.commit(ready, transactions, offsets, reader::group);
        reader.committed(offsets);
        meters.committed(ready.shards(), Duration.ofNanos(System.nanoTime() - begun));
        dirtySince = -1;
        haul.committed(ready.arrived());
        holding.publish(haul);
        stored = ready.shards().isEmpty() ? stored : System.nanoTime();
        sound();
    }

    private void sound() {
        failures = 0;
        failingFor = 0;
    }

    private void failed(Exception e) {
        failedFirst = failures == 0 ? System.nanoTime() : failedFirst;
        failures++;
        failedLast = System.nanoTime();
        failingFor = failedLast - failedFirst;
        meters.failed();
        LOG.atWarn()
                .addKeyValue(LogKeys.EVENT, "capture_failed")
                .addKeyValue(LogKeys.SINK, settings.id())
                .addKeyValue(LogKeys.TRIES, failures)
                .setCause(e)
                .log("What is not committed is thrown away and read again");
    }

    /** Throws away what is open, waits, and goes back to what is committed. */
    private void startOver(Reader reader) {
        // Until it is back there, a rebalance must not commit how far it had come.
        spoiled = true;
        discard();
        long until = System.nanoTime() + backoff().toNanos();
        while (!closed && System.nanoTime() < until) {
            reader.idle(Duration.ofMillis(100));
        }
        if (!closed) {
            reader.rewind();
            spoiled = false;
        }
    }

    private Duration backoff() {
        Duration wait = settings.backoff().multipliedBy(1L << Math.min(failures - 1, 10));
        return wait.compareTo(LONGEST_BACKOFF) < 0 ? wait : LONGEST_BACKOFF;
    }

    private void discard() {
        dirtySince = -1;
        try {
            haul.clear();
            holding.publish(haul);
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("The work folder could not be emptied");
        }
    }

    /** Commits what can be before others go on. */
    private void finish(Reader reader) {
        try {
            if (!spoiled && !isClean(reader)) {
                cut(reader);
            }
        } catch (IOException | UncheckedIOException | StoreException | KafkaException e) {
            LOG.atWarn().setCause(e).log("What is not committed is left to be read again");
            spoiled = true;
        }
    }

    private void pause(Duration wait) {
        try {
            TimeUnit.MILLISECONDS.sleep(wait.toMillis());
        } catch (InterruptedException _) {
            closed = true;
        }
    }

    /** Seals and commits what is open, and leaves the group. */
    @Override
    public void close() {
        closed = true;
        Reader reader = reading;
        if (reader != null) {
            reader.wakeUp();
        }
        try {
            thread.join(LEAVING);
            thread.interrupt();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Partitions that go: what is open is committed, or else thrown away. */
    private final class Spoiling implements Reader.Leaving {

        @Override
        public void revoked() {
            Reader reader = reading;
            if (spoiled || reader == null) {
                return;
            }
            try {
                if (!isClean(reader)) {
                    cut(reader);
                }
                // They are told of in partitions that others may have from now on.
                haul.loads().forEach(haul::letGo);
            } catch (IOException | UncheckedIOException | StoreException | KafkaException e) {
                failed(e);
                spoiled = true;
            }
        }

        @Override
        public void lost() {
            LOG.atWarn()
                    .addKeyValue(LogKeys.SINK, settings.id())
                    .log("Partitions were lost; what is open is thrown away");
            spoiled = true;
        }
    }
}
