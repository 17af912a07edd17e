package io.nekoagents.tts.room;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.schema.connect.KafkaConnection;
import io.nekoagents.schema.connect.LogTail;
import io.nekoagents.schema.connect.SessionBook;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.tts.speech.SpeechSettings;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires being in rooms. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RoomSettings.class)
public class RoomConfiguration {

    @Bean
    VoicePresence voicePresence(
            RoomSettings settings,
            SpeechSettings speech,
            KafkaConnection connection,
            SchemaRegistry registry,
            KafkaProducer<byte[], byte[]> speechProducer,
            VoiceDesk voices,
            InstantSource clock,
            MeterRegistry meters) {
        SessionBook sessions = new SessionBook();
        TaskBook tasks = new TaskBook();
        Whereabouts whereabouts = new Whereabouts(sessions, tasks, settings);
        Pacer pacer = new Pacer(Pacer.Ticker.SYSTEM);
        // Who is in a room and what is said there know of each other.
        AtomicReference<Attendance> occupants = new AtomicReference<>();
        ChatDesk chat = new ChatDesk(
                address -> at(occupants, address), new KafkaRequestLog(speechProducer, registry), voices, clock);
        Rooms rooms = new Rooms(whereabouts, settings, pacer, chat::hear);
        Attendance attendance = new Attendance(
                whereabouts,
                rooms,
                speechProducer.partitionsFor(Topics.SPEECH_REQUESTS.name()).size());
        occupants.set(attendance);
        String name = "neko-tts-" + speech.id();
        VoicePresence presence = new VoicePresence(
                rooms,
                attendance,
                chat,
                pacer,
                List.of(
                        new LogTail<>(connection, registry, Topics.SESSION_STATE, name + "-sessions", (id, state) -> {
                            sessions.told(id, state);
                            attendance.session(id, state);
                        }),
                        new LogTail<>(connection, registry, Topics.TASK_STATE, name + "-tasks", (id, state) -> {
                            tasks.told(id, state);
                            attendance.task(id, state);
                        })));
        Gauge.builder("neko.tts.rooms", presence, VoicePresence::rooms)
                .description("Rooms that this worker is in, or on the way to")
                .register(meters);
        presence.start();
        return presence;
    }

    private static Optional<Attendance.Occupant> at(AtomicReference<Attendance> attendance, URI address) {
        return Optional.ofNullable(attendance.get()).flatMap(known -> known.at(address));
    }
}
