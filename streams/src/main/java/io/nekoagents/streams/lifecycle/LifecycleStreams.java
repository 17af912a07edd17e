package io.nekoagents.streams.lifecycle;

import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.wire.RegistryUnavailableException;
import io.nekoagents.streams.deadletter.DeadLetterHandler;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running task lifecycle of this process. */
public final class LifecycleStreams implements AutoCloseable {

    /** Kafka Streams' application id: the group, and the prefix of its internal topics. */
    public static final String APPLICATION_ID = "neko-streams-task-lifecycle";

    private static final Logger LOG = LoggerFactory.getLogger(LifecycleStreams.class);
    private static final Duration CLOSING = Duration.ofSeconds(20);

    private final KafkaStreams streams;

    LifecycleStreams(Topology topology, KafkaConnection connection, LifecycleSettings settings) {
        this.streams = new KafkaStreams(topology, properties(connection, settings));
        streams.setUncaughtExceptionHandler(LifecycleStreams::afterFailure);
        streams.setStateListener((next, before) -> LOG.atInfo()
                .addKeyValue("state", next)
                .addKeyValue("before", before)
                .log("Task lifecycle changed state"));
    }

    void start() {
        streams.start();
    }

    KafkaStreams streams() {
        return streams;
    }

    /** Whether this process works: its threads run, and the store answers of every task it was assigned. */
    public boolean ready() {
        if (streams.state() != KafkaStreams.State.RUNNING) {
            return false;
        }
        try {
            streams.store(StoreQueryParameters.fromNameAndType(
                            LifecycleTopology.TASKS, QueryableStoreTypes.keyValueStore()))
                    .get("");
            return true;
        } catch (InvalidStateStoreException _) {
            return false;
        }
    }

    /** Whether this process has given up and must be started again. */
    public boolean failed() {
        return streams.state().hasStartedOrFinishedShuttingDown();
    }

    /** Leaves the group, so that another process takes over at once. */
    @Override
    public void close() {
        boolean stopped = streams.close(
                CloseOptions.timeout(CLOSING).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
        if (!stopped) {
            LOG.atWarn().addKeyValue("after", CLOSING).log("Task lifecycle did not stop in time");
        }
    }

    /** What passes by itself is tried again; a fault of the program is left to whoever restarts processes. */
    private static StreamThreadExceptionResponse afterFailure(Throwable failure) {
        boolean passes = Stream.iterate(failure, each -> each != null, Throwable::getCause)
                .anyMatch(each -> each instanceof RegistryUnavailableException || each instanceof RetriableException);
        LOG.atError().addKeyValue("retried", passes).setCause(failure).log("A thread of the task lifecycle failed");
        return passes ? StreamThreadExceptionResponse.REPLACE_THREAD : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private static Properties properties(KafkaConnection connection, LifecycleSettings settings) {
        Map<String, Object> config = new HashMap<>(connection.client(APPLICATION_ID));
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                settings.commitInterval().toMillis());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        config.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
        config.put(
                StreamsConfig.GROUP_PROTOCOL_CONFIG,
                settings.groupProtocol().name().toLowerCase(Locale.ROOT));
        config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) connection.topicReplication());
        config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        config.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        config.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        Properties properties = new Properties();
        properties.putAll(config);
        return properties;
    }
}
