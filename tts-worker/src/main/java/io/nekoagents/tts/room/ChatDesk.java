package io.nekoagents.tts.room;

import io.nekoagents.neko.NekoException;
import io.nekoagents.neko.NekoRoom;
import io.nekoagents.schema.rule.SpeechRules;
import io.nekoagents.schema.rule.Violation;
import io.nekoagents.schema.voice.AppendSpeech;
import io.nekoagents.schema.voice.EndSpeech;
import io.nekoagents.schema.voice.SpeakText;
import io.nekoagents.schema.voice.SpeechParams;
import io.nekoagents.schema.voice.SpeechStyle;
import io.nekoagents.schema.voice.StartSpeech;
import io.nekoagents.schema.voice.StopSpeech;
import io.nekoagents.schema.voice.Voice;
import io.nekoagents.schema.voice.VoiceOrigin;
import io.nekoagents.tts.LogKeys;
import io.nekoagents.tts.room.Attendance.Occupant;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what is said in the chat of rooms into requests in the log, where they stand in order with all others. Anybody in a
 * room can have it speak, for its tenant. A line that is heard twice counts once. How a room speaks is remembered for as long
 * as this worker is there.
 */
final class ChatDesk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChatDesk.class);
    private static final int REMEMBERED_LINES = 10_000;
    private static final SpeechParams PLAIN = new SpeechParams(null, null);

    private final Function<URI, Optional<Occupant>> occupants;
    private final RequestLog log;
    private final VoiceDesk voices;
    private final InstantSource clock;
    private final Map<URI, Conversation> conversations = new HashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("voice-chat").factory());

    private final Map<String, Boolean> lines = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED_LINES;
        }
    };

    /** Where requests go. */
    @FunctionalInterface
    interface RequestLog {
        /** @throws NotDoneException if the log does not take it */
        void append(String key, SpecificRecord request) throws NotDoneException, InterruptedException;
    }

    /** What one room remembers. */
    private static final class Conversation {
        private SpeechStyle style = new SpeechStyle(null, PLAIN);
        private @Nullable String stream;
    }

    /** @param occupants whose words count in a room */
    ChatDesk(Function<URI, Optional<Occupant>> occupants, RequestLog log, VoiceDesk voices, InstantSource clock) {
        this.occupants = occupants;
        this.log = log;
        this.voices = voices;
        this.clock = clock;
    }

    /** From any thread. */
    void hear(URI address, SpokenRoom.Said said) {
        try {
            thread.execute(() -> answer(address, said));
        } catch (RejectedExecutionException _) {
            LOG.atDebug().addKeyValue(LogKeys.ROOM, address).log("Nobody listens any more");
        }
    }

    private void answer(URI address, SpokenRoom.Said said) {
        String line = said.line().sender() + "\n" + said.line().created() + "\n"
                + said.line().text();
        Optional<Occupant> occupant = occupants.apply(address);
        if (lines.putIfAbsent(line, true) != null || occupant.isEmpty()) {
            return;
        }
        try {
            String answer = carryOut(Yap.in(said.line().text()), occupant.get(), conversation(address));
            if (!answer.isEmpty()) {
                say(said.room(), answer);
            }
        } catch (NotDoneException e) {
            say(said.room(), "not done: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) { // one line that fails must not end the others
            LOG.atWarn().addKeyValue(LogKeys.ROOM, address).setCause(e).log("A line of chat could not be carried out");
        }
    }

    private Conversation conversation(URI address) {
        return conversations.computeIfAbsent(address, _ -> new Conversation());
    }

    /** What to say to it; empty for nothing. */
    private String carryOut(Yap line, Occupant who, Conversation room) throws NotDoneException, InterruptedException {
        return switch (line) {
            case Yap.Speak(String text) -> {
                log.append(
                        who.key(), new SpeakText(id(), who.tenant(), who.key(), text, room.style, null, null, now()));
                yield "";
            }
            case Yap.Begin() -> begin(who, room);
            case Yap.End() -> end(who, room);
            case Yap.Stop() -> {
                room.stream = null;
                log.append(who.key(), new StopSpeech(who.key(), who.tenant(), now()));
                yield "stopped / queue flushed";
            }
            case Yap.SetVoice set -> {
                room.style = styled(room.style, set);
                yield "voice set: " + described(room.style);
            }
            case Yap.AddVoice add -> voices.put(voice(who.tenant(), add));
            case Yap.ReloadVoices() -> voices.reload(who.tenant());
            case Yap.Wrong(String why) -> why;
            case Yap.Plain(String text) -> {
                String stream = room.stream;
                if (stream != null && !text.isEmpty()) {
                    log.append(who.key(), new AppendSpeech(stream, who.tenant(), who.key(), null, text + "\n", now()));
                }
                yield "";
            }
        };
    }

    private String begin(Occupant who, Conversation room) throws NotDoneException, InterruptedException {
        if (room.stream != null) {
            return "stream: open already; /yap:end ends it";
        }
        String stream = id();
        StartSpeech command = new StartSpeech(stream, who.tenant(), who.key(), room.style, null, null, now());
        require(SpeechRules.violations(command));
        log.append(who.key(), command);
        room.stream = stream;
        return "stream: begin";
    }

    private String end(Occupant who, Conversation room) throws NotDoneException, InterruptedException {
        String stream = room.stream;
        if (stream == null) {
            return "stream: none is open; /yap:begin opens one";
        }
        log.append(who.key(), new EndSpeech(stream, who.tenant(), who.key(), now()));
        room.stream = null;
        return "stream: end";
    }

    /** Who is in the room hears of it here, for the log is not read there. */
    private static void require(List<Violation> violations) throws NotDoneException {
        if (!violations.isEmpty()) {
            throw new NotDoneException(Violation.sentence(violations), null);
        }
    }

    private Voice voice(String tenant, Yap.AddVoice add) {
        return Voice.newBuilder()
                .setVoiceId(add.voice())
                .setTenant(tenant)
                .setRefAudio(add.audio())
                .setRefText(add.text())
                .setStyles(add.styles())
                .setParams(new SpeechParams(add.rate(), add.pitch()))
                .setOrigin(VoiceOrigin.API)
                .setCreatedAt(now())
                .setUpdatedAt(now())
                .build();
    }

    private static SpeechStyle styled(SpeechStyle before, Yap.SetVoice set) {
        SpeechParams params = before.getParams();
        return new SpeechStyle(
                Optional.ofNullable(set.voice()).orElse(before.getVoiceId()),
                new SpeechParams(
                        Optional.ofNullable(set.rate()).orElse(params.getRate()),
                        Optional.ofNullable(set.pitch()).orElse(params.getPitch())));
    }

    private static String described(SpeechStyle style) {
        return "spk=%s rate=%s pitch=%s"
                .formatted(
                        Optional.ofNullable(style.getVoiceId()).orElse("default"),
                        Optional.ofNullable(style.getParams().getRate())
                                .map(String::valueOf)
                                .orElse("its own"),
                        Optional.ofNullable(style.getParams().getPitch())
                                .map(String::valueOf)
                                .orElse("its own"));
    }

    private static void say(NekoRoom room, String text) {
        try {
            room.chat().say("[yap] " + text);
        } catch (NekoException e) {
            LOG.atInfo().addKeyValue(LogKeys.PROBLEM, e.getMessage()).log("The room was not told");
        }
    }

    private static String id() {
        return "speech_" + UUID.randomUUID();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
