package io.nekoagents.tts.room;

import io.nekoagents.neko.NekoRoom;
import io.nekoagents.neko.NekoSettings;
import io.nekoagents.neko.Video;
import io.nekoagents.tts.speech.SpeechFailedException;
import io.nekoagents.tts.speech.Stage;
import io.nekoagents.tts.speech.Stages;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The rooms that we are in, one connection each, for as long as anything needs it. Thread-safe. */
final class Rooms implements Stages, AutoCloseable {

    private final Whereabouts whereabouts;
    private final RoomSettings settings;
    private final Pacer pacer;
    private final BiConsumer<URI, SpokenRoom.Said> ear;
    private final Map<URI, Guests> rooms = new HashMap<>();

    /** A room, and how many have a need of it. */
    private static final class Guests {
        private final SpokenRoom room;
        private int number;

        private Guests(SpokenRoom room) {
            this.room = room;
        }
    }

    /** @param ear is told what is said in a room */
    Rooms(Whereabouts whereabouts, RoomSettings settings, Pacer pacer, BiConsumer<URI, SpokenRoom.Said> ear) {
        this.whereabouts = whereabouts;
        this.settings = settings;
        this.pacer = pacer;
        this.ear = ear;
    }

    @Override
    public Stage enter(String tenant, String key) throws SpeechFailedException, InterruptedException {
        Whereabouts.Place place = whereabouts.of(tenant, key);
        SpokenRoom room = join(place);
        boolean entered = false;
        try {
            Stage stage = room.enter(() -> leave(place.address()));
            entered = true;
            return stage;
        } finally {
            if (!entered) {
                leave(place.address());
            }
        }
    }

    /** Goes to a room, or joins those who are there by whatever login they used; to be left by each who joined. */
    SpokenRoom join(Whereabouts.Place place) {
        synchronized (rooms) {
            Guests guests = rooms.computeIfAbsent(place.address(), _ -> new Guests(open(place)));
            guests.number++;
            return guests.room;
        }
    }

    private SpokenRoom open(Whereabouts.Place place) {
        NekoSettings how = NekoSettings.of(
                        place.address(), place.login().username(), place.login().password())
                .withVideo(Video.NONE)
                .withMicrophone(true);
        SpokenRoom room = new SpokenRoom(
                place.address(),
                () -> NekoRoom.connect(how),
                settings.patience(),
                said -> ear.accept(place.address(), said));
        room.open();
        pacer.add(room);
        return room;
    }

    void leave(URI address) {
        synchronized (rooms) {
            Guests guests = rooms.get(address);
            if (guests != null && --guests.number == 0) {
                rooms.remove(address);
                close(guests.room);
            }
        }
    }

    private void close(SpokenRoom room) {
        pacer.remove(room);
        room.close();
    }

    int size() {
        synchronized (rooms) {
            return rooms.size();
        }
    }

    /** Leaves every room; the media library must not call back into a process that ends. */
    @Override
    public void close() {
        List<SpokenRoom> left;
        synchronized (rooms) {
            left = rooms.values().stream().map(guests -> guests.room).toList();
            rooms.clear();
        }
        left.forEach(this::close);
        try {
            for (SpokenRoom room : left) {
                room.awaitLeft();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
