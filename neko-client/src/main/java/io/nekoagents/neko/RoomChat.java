package io.nekoagents.neko;

import io.nekoagents.neko.message.ChatMessage;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chat lines to and from. Listeners have a thread of their own, so that a slow one holds up nothing else. */
final class RoomChat implements Chat, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RoomChat.class);

    private final Wire wire;
    private final InstantSource clock;
    private final List<Consumer<ChatLine>> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService ears;

    RoomChat(Wire wire, InstantSource clock, String thread) {
        this.wire = wire;
        this.clock = clock;
        this.ears = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name(thread).factory());
    }

    @Override
    public void say(String text) {
        wire.send(new ChatMessage.Say(text));
    }

    @Override
    public AutoCloseable listen(Consumer<ChatLine> listener) {
        // A wrapper of its own, so that one listener added twice is removed once.
        Consumer<ChatLine> ear = line -> listener.accept(line);
        listeners.add(ear);
        return () -> listeners.remove(ear);
    }

    void heard(ChatMessage.Said said) {
        var line = new ChatLine(said.id(), Objects.requireNonNullElseGet(said.created(), clock::instant), said.text());
        if (!ears.isShutdown()) {
            ears.execute(() -> tell(line));
        }
    }

    private void tell(ChatLine line) {
        for (Consumer<ChatLine> listener : listeners) {
            try {
                listener.accept(line);
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("A chat listener failed");
            }
        }
    }

    @Override
    public void close() {
        ears.shutdownNow();
    }
}
