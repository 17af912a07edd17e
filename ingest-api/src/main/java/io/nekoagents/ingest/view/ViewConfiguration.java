package io.nekoagents.ingest.view;

import io.nekoagents.ingest.ApiSettings;
import io.nekoagents.schema.access.ApiKey;
import io.nekoagents.schema.capture.CaptureConfig;
import io.nekoagents.schema.capture.Dataset;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.session.OpenSession;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.voice.Voice;
import io.nekoagents.schema.webhook.WebhookSecret;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires and runs the view. */
@Configuration(proxyBeanMethods = false)
class ViewConfiguration {

    private static final String FORMAT = "2";
    private static final long ANSWER_SECONDS = 30;

    @Bean
    Partitions partitions(Admin admin) throws InterruptedException {
        String topic = Topics.TASK_COMMANDS.name();
        try {
            TopicDescription commands = admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .values()
                    .iterator()
                    .next()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS);
            return new Partitions(commands.partitions().size());
        } catch (ExecutionException | TimeoutException e) {
            throw new ViewStartException("The broker does not describe " + topic, e);
        }
    }

    @Bean
    RecordReader recordReader(SchemaRegistry registry) {
        return new RecordReader(registry);
    }

    @Bean
    ViewStore viewStore(ApiSettings settings, Admin admin, Partitions partitions, Consumer<byte[], byte[]> consumer)
            throws InterruptedException {
        String identity = FORMAT + "/" + clusterId(admin) + "/" + partitions.count();
        ViewStore store = ViewStore.open(settings.viewFolder(), identity);
        if (reaches(new StoredOffsets(store).read(partitions.all()), consumer)) {
            return store;
        }
        store.close();
        return ViewStore.empty(settings.viewFolder(), identity);
    }

    @Bean
    AppliedOffsets appliedOffsets() {
        return new AppliedOffsets();
    }

    @Bean
    TaskSignals taskSignals() {
        return new TaskSignals();
    }

    @Bean
    Workload workload(ViewStore store, RecordReader reader) {
        return Workload.load(store, reader);
    }

    @Bean
    KnownRecords<ApiKey> knownKeys(ViewStore store, RecordReader reader, AppliedOffsets applied) {
        return KnownRecords.load(Source.KEYS, ApiKey.class, store, reader, applied);
    }

    @Bean
    KnownRecords<WebhookSecret> knownSecrets(ViewStore store, RecordReader reader, AppliedOffsets applied) {
        return KnownRecords.load(Source.WEBHOOK_SECRETS, WebhookSecret.class, store, reader, applied);
    }

    @Bean
    DeliveryView deliveryView(
            ViewStore store, RecordReader reader, Partitions partitions, AppliedOffsets applied, CatchUp catchUp) {
        return DeliveryView.load(store, reader, partitions, applied, catchUp);
    }

    @Bean
    ViewMemory viewMemory(Workload workload, List<KnownRecords<?>> known, DeliveryView deliveries) {
        return new ViewMemory(workload, known, deliveries);
    }

    @Bean
    KnownRecords<Dataset> datasetRecords(ViewStore store, RecordReader reader, AppliedOffsets applied) {
        return KnownRecords.load(Source.DATASETS, Dataset.class, store, reader, applied);
    }

    @Bean
    KnownRecords<CaptureConfig> configRecords(ViewStore store, RecordReader reader, AppliedOffsets applied) {
        return KnownRecords.load(Source.CAPTURE_CONFIG, CaptureConfig.class, store, reader, applied);
    }

    @Bean
    KnownRecords<Voice> voiceRecords(ViewStore store, RecordReader reader, AppliedOffsets applied) {
        return KnownRecords.load(Source.VOICES, Voice.class, store, reader, applied);
    }

    @Bean
    KnownRecords<OpenSession> pendingSessions(ViewStore store, RecordReader reader, AppliedOffsets applied) {
        return KnownRecords.load(Source.SESSION_COMMANDS, OpenSession.class, store, reader, applied);
    }

    @Bean
    KnownRecords<SessionState> knownSessions(ViewStore store, RecordReader reader, AppliedOffsets applied) {
        return KnownRecords.load(Source.SESSION_STATES, SessionState.class, store, reader, applied);
    }

    @Bean
    SessionView sessionView(
            KnownRecords<OpenSession> pending, KnownRecords<SessionState> states, CatchUp catchUp, ViewTail tail) {
        return new SessionView(pending, states, catchUp, tail::caughtUp);
    }

    @Bean(destroyMethod = "")
    Consumer<byte[], byte[]> viewConsumer(KafkaConnection connection) {
        Map<String, Object> config = connection.client("neko-api-view");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Bean
    ViewTail viewTail(
            Consumer<byte[], byte[]> consumer,
            Partitions partitions,
            ViewStore store,
            RecordReader reader,
            ViewMemory memory,
            AppliedOffsets applied,
            TaskSignals signals,
            InstantSource clock) {
        ViewTail tail = new ViewTail(consumer, partitions, store, reader, memory, applied, signals, clock);
        tail.start();
        return tail;
    }

    @Bean
    TaskView taskView(
            ViewStore store,
            RecordReader reader,
            Partitions partitions,
            AppliedOffsets applied,
            TaskSignals signals,
            CatchUp catchUp,
            ViewTail tail) {
        return new TaskView(store, reader, partitions, applied, signals, catchUp, tail);
    }

    @Bean
    CatchUp catchUp(Admin admin, AppliedOffsets applied) {
        return new CatchUp(new LogEnds(admin), applied);
    }

    @Bean
    KnownHistories knownEpisodes(
            ViewStore store,
            RecordReader reader,
            Partitions partitions,
            AppliedOffsets applied,
            CatchUp catchUp,
            ViewTail tail) {
        return new KnownHistories(HistoryKind.EPISODES, store, reader, partitions, applied, catchUp, tail);
    }

    @Bean
    KnownHistories knownSpeech(
            ViewStore store,
            RecordReader reader,
            Partitions partitions,
            AppliedOffsets applied,
            CatchUp catchUp,
            ViewTail tail) {
        return new KnownHistories(HistoryKind.SPEECH, store, reader, partitions, applied, catchUp, tail);
    }

    /** Whether the log still goes on from there: not where a topic was made anew, or lost more than was read. */
    private static boolean reaches(Map<TopicPartition, Long> offsets, Consumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(offsets.keySet());
        Map<TopicPartition, Long> ends = consumer.endOffsets(offsets.keySet());
        return offsets.entrySet().stream()
                .allMatch(each -> Optional.ofNullable(begins.get(each.getKey())).orElse(0L) <= each.getValue()
                        && each.getValue()
                                <= Optional.ofNullable(ends.get(each.getKey())).orElse(0L));
    }

    private static String clusterId(Admin admin) throws InterruptedException {
        try {
            return admin.describeCluster().clusterId().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ViewStartException("The broker does not tell its cluster", e);
        }
    }
}
