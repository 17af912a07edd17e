package io.nekoagents.tts.voice;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.schema.rule.Violation;
import io.nekoagents.schema.rule.VoiceRules;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.voice.Voice;
import io.nekoagents.schema.voicefile.VoicesDifference;
import io.nekoagents.schema.voicefile.VoicesFile;
import io.nekoagents.schema.voicefile.VoicesFileException;
import io.nekoagents.schema.wire.AvroSerde;
import io.nekoagents.schema.wire.SchemaRegistry;
import io.nekoagents.tts.room.NotDoneException;
import io.nekoagents.tts.room.VoiceDesk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Changes voices in the log, where every worker and the API read them; none that nobody could speak in. */
final class LoggedVoices implements VoiceDesk {

    private static final String TOPIC = Topics.VOICES.name();

    private final VoiceSettings settings;
    private final VoiceBook book;
    private final References references;
    private final Producer<byte[], byte[]> producer;
    private final Serializer<Voice> serializer;
    private final InstantSource clock;

    LoggedVoices(
            VoiceSettings settings,
            VoiceBook book,
            References references,
            Producer<byte[], byte[]> producer,
            SchemaRegistry registry,
            InstantSource clock) {
        this.settings = settings;
        this.book = book;
        this.references = references;
        this.producer = producer;
        this.serializer = AvroSerde.of(Topics.VOICES, registry).serializer();
        this.clock = clock;
    }

    @Override
    public String put(Voice voice) throws NotDoneException, InterruptedException {
        Voice.Builder sound = Voice.newBuilder(voice).setRefAudio(address(voice.getRefAudio()));
        Optional<Voice> before = book.find(voice.getTenant(), voice.getVoiceId());
        before.ifPresent(old -> sound.setCreatedAt(old.getCreatedAt()));
        Voice made = sound.build();
        check(made);
        write(made.getTenant() + "/" + made.getVoiceId(), made);
        return "voice '%s' %s".formatted(made.getVoiceId(), before.isPresent() ? "updated" : "added");
    }

    /** A path is one from the folder of the voices' file, as in that file. */
    private @Nullable String address(@Nullable String audio) {
        if (audio == null || audio.contains(":")) {
            return audio;
        }
        Path beside = settings.file().toAbsolutePath().resolveSibling(audio).normalize();
        return "file://" + beside;
    }

    private void check(Voice voice) throws NotDoneException, InterruptedException {
        List<Violation> violations = VoiceRules.violations(voice);
        if (!violations.isEmpty()) {
            throw new NotDoneException(Violation.sentence(violations), null);
        }
        try {
            var _ = references.of(voice);
        } catch (VoiceException e) {
            throw new NotDoneException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public String reload(String tenant) throws NotDoneException, InterruptedException {
        if (!tenant.equals(settings.fileTenant())) {
            throw new NotDoneException("the file of voices is another tenant's", null);
        }
        try {
            List<Voice> inFile =
                    new VoicesFile(settings.file()).read(tenant, clock.instant().truncatedTo(ChronoUnit.MILLIS));
            for (Voice voice : inFile) {
                check(voice);
            }
            VoicesDifference difference = VoicesDifference.ofFile(book.of(tenant), inFile);
            for (Voice voice : difference.added()) {
                write(tenant + "/" + voice.getVoiceId(), voice);
            }
            for (Voice voice : difference.changed()) {
                write(tenant + "/" + voice.getVoiceId(), voice);
            }
            for (Voice voice : difference.removed()) {
                write(tenant + "/" + voice.getVoiceId(), null);
            }
            return "voices reloaded (%d entries)".formatted(inFile.size());
        } catch (VoicesFileException e) {
            throw new NotDoneException(e.reason(), e);
        } catch (IOException e) {
            throw new NotDoneException("the file of voices cannot be read", e);
        }
    }

    private void write(String key, @Nullable Voice voice) throws NotDoneException, InterruptedException {
        byte[] value = voice == null ? null : serializer.serialize(TOPIC, voice);
        try {
            producer.send(new ProducerRecord<>(TOPIC, key.getBytes(UTF_8), value))
                    .get();
        } catch (ExecutionException | KafkaException e) {
            throw new NotDoneException("the log does not take it now", e);
        }
    }
}
