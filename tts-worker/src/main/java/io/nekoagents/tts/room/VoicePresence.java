package io.nekoagents.tts.room;

import io.nekoagents.schema.connect.LogTail;
import io.nekoagents.tts.speech.SpeechFailedException;
import io.nekoagents.tts.speech.Stage;
import io.nekoagents.tts.speech.Stages;
import java.util.List;
import java.util.Set;

/** Being in rooms: those where something is to be said, and those where it soon may be. */
public final class VoicePresence implements Stages, AutoCloseable {

    private final Rooms rooms;
    private final Attendance attendance;
    private final ChatDesk chat;
    private final Pacer pacer;
    private final List<LogTail<?>> tails;

    VoicePresence(Rooms rooms, Attendance attendance, ChatDesk chat, Pacer pacer, List<LogTail<?>> tails) {
        this.rooms = rooms;
        this.attendance = attendance;
        this.chat = chat;
        this.pacer = pacer;
        this.tails = List.copyOf(tails);
    }

    /** Waits until it is known where everything is. */
    void start() {
        pacer.start();
        tails.stream().map(LogTail::start).toList().forEach(caughtUp -> caughtUp.join());
    }

    @Override
    public Stage enter(String tenant, String key) throws SpeechFailedException, InterruptedException {
        return rooms.enter(tenant, key);
    }

    /** @param partitions of the topic of requests that this worker has */
    public void attend(Set<Integer> partitions) {
        attendance.has(partitions);
    }

    /** Rooms that we are in, or on the way to. */
    public int rooms() {
        return rooms.size();
    }

    @Override
    public void close() {
        tails.forEach(LogTail::close);
        chat.close();
        rooms.close();
        pacer.close();
    }
}
