package io.nekoagents.agent.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nekoagents.agent.control.StateTail;
import io.nekoagents.agent.execute.Pace;
import io.nekoagents.agent.frame.FrameRecorder;
import io.nekoagents.agent.frame.FrameSettings;
import io.nekoagents.agent.frame.FrameStore;
import io.nekoagents.agent.frame.FrameStores;
import io.nekoagents.agent.log.KafkaActionHistory;
import io.nekoagents.agent.log.KafkaEventLog;
import io.nekoagents.agent.policy.Policy;
import io.nekoagents.agent.queue.QueueSettings;
import io.nekoagents.agent.queue.WorkQueues;
import io.nekoagents.agent.room.NekoDoor;
import io.nekoagents.agent.room.NekoRooms;
import io.nekoagents.agent.room.RoomDoor;
import io.nekoagents.agent.room.RoomPool;
import io.nekoagents.agent.room.RoomSettings;
import io.nekoagents.agent.session.SessionBook;
import io.nekoagents.agent.session.SessionRooms;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.connect.LogTail;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.telemetry.trace.TraceSettings;
import io.nekoagents.telemetry.trace.Tracing;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** Wires the worker's slots and all that their runs need. */
@Configuration(proxyBeanMethods = false)
@Import(PolicyConfiguration.class)
@EnableConfigurationProperties({
    WorkerSettings.class,
    RunSettings.class,
    QueueSettings.class,
    RoomSettings.class,
    FrameSettings.class,
    TraceSettings.class
})
public class RunConfiguration {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    KafkaConnection kafkaConnection(Environment environment) {
        return KafkaConnection.from(environment::getProperty);
    }

    @Bean
    @ConditionalOnMissingBean
    SchemaRegistry schemaRegistry(KafkaConnection connection) {
        return connection.registry();
    }

    @Bean
    @ConditionalOnMissingBean
    MeterRegistry meterRegistry() {
        return new SimpleMeterRegistry();
    }

    @Bean
    ScheduledExecutorService heartbeats() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("heartbeats").daemon(true).factory());
    }

    @Bean
    KafkaEventLog eventLog(KafkaConnection connection, SchemaRegistry registry, WorkerSettings settings) {
        connection.provision(registry);
        return new KafkaEventLog(connection, registry, "neko-agent-" + settings.id());
    }

    /** Made after the log, and so after the topics. */
    @Bean
    StateTail stateTail(KafkaConnection connection, SchemaRegistry registry, KafkaEventLog log, InstantSource clock) {
        StateTail tail = new StateTail(connection, registry, clock);
        tail.start().join();
        return tail;
    }

    @Bean
    WorkQueues workQueues(
            KafkaConnection connection, SchemaRegistry registry, KafkaEventLog log, QueueSettings settings)
            throws InterruptedException {
        WorkQueues queues = new WorkQueues(connection, registry, settings);
        queues.prepare();
        return queues;
    }

    @Bean
    @ConditionalOnMissingBean(RoomPool.class)
    NekoRooms nekoRooms(RoomSettings settings, RoomDoor door) {
        return new NekoRooms(settings, door);
    }

    @Bean
    RoomDoor roomDoor(RoomSettings settings) {
        return new NekoDoor(settings);
    }

    @Bean
    @ConditionalOnMissingBean
    RoomPool roomPool(NekoRooms rooms) {
        return rooms.pool();
    }

    @Bean
    SessionBook sessionBook() {
        return new SessionBook();
    }

    @Bean
    SessionRooms sessionRooms(WorkerSettings settings, RoomSettings rooms, RoomPool pool, RoomDoor door) {
        return new SessionRooms(settings.id(), pool, door, Pace.HUMAN, rooms.checkEvery());
    }

    /** A worker knows which of its rooms are kept for whom before it takes work. */
    @Bean
    LogTail<SessionState> sessionTail(
            KafkaConnection connection,
            SchemaRegistry registry,
            KafkaEventLog log,
            SessionBook book,
            SessionRooms rooms) {
        LogTail<SessionState> tail =
                new LogTail<>(connection, registry, Topics.SESSION_STATE, "neko-agent-session-states", (id, state) -> {
                    book.told(id, state);
                    rooms.told(id, state);
                });
        tail.start().join();
        rooms.begin();
        return tail;
    }

    @Bean
    Lodgings lodgings(
            RoomPool pool, RoomDoor door, SessionBook book, LogTail<SessionState> sessions, StateTail states) {
        return new Lodgings(pool, door, book, states, HandBack::patience);
    }

    @Bean
    FrameStore frameStore(FrameSettings settings) {
        return FrameStores.open(settings);
    }

    @Bean
    TaskRun.Desk desk(
            WorkerSettings settings,
            KafkaEventLog log,
            KafkaActionHistory history,
            StateTail states,
            ScheduledExecutorService heartbeats) {
        return new TaskRun.Desk(settings.id(), log, history, states, heartbeats, Pace.HUMAN, new HandBack());
    }

    @Bean
    FrameRecorder frameRecorder(FrameStore store, FrameSettings settings, KafkaEventLog log) {
        return new FrameRecorder(store, settings, log);
    }

    @Bean
    Tracing tracing(TraceSettings settings) {
        return Tracing.of("agent-worker", settings);
    }

    @Bean
    Worker.RunParts runParts(
            Policy policy,
            FrameRecorder frames,
            RunSettings settings,
            InstantSource clock,
            MeterRegistry meters,
            Tracing tracing) {
        return new Worker.RunParts(policy, frames, settings, clock, new RunWitness(meters, tracing.tracer()));
    }

    @Bean
    Worker worker(
            WorkerSettings settings,
            WorkQueues queues,
            Lodgings lodgings,
            TaskRun.Desk desk,
            Worker.RunParts parts,
            MeterRegistry meters) {
        Worker worker = new Worker(settings, queues::open, lodgings, desk, parts, meters);
        worker.start();
        return worker;
    }

    @Bean
    KafkaActionHistory actionHistory(KafkaConnection connection, SchemaRegistry registry) {
        return new KafkaActionHistory(connection, registry);
    }
}
