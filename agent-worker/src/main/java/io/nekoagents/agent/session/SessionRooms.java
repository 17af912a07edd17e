package io.nekoagents.agent.session;

import io.nekoagents.agent.execute.Pace;
import io.nekoagents.agent.room.RoomDoor;
import io.nekoagents.agent.room.RoomPool;
import io.nekoagents.schema.fleet.RoomReport;
import io.nekoagents.schema.session.SessionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rooms of the pool: watched over, kept for sessions, and reported on. Thread-safe. */
public final class SessionRooms implements AutoCloseable {

    private final AtomicReference<Runnable> hearer = new AtomicReference<>(() -> {});
    private final RoomPool pool;
    private final RoomKeeper keeper;
    private final RoomWatch watch;

    /** @param checkEvery time between two looks at a room's health */
    public SessionRooms(String workerId, RoomPool pool, RoomDoor door, Pace pace, Duration checkEvery) {
        Runnable changed = () -> hearer.get().run();
        this.pool = pool;
        this.keeper = new RoomKeeper(new RoomKeeper.Tools(workerId, pool, door, new Preparation(pace), changed));
        this.watch = new RoomWatch(pool, checkEvery, changed);
    }

    /** Everything that was in the log has been told; from now on rooms are kept as it says. */
    public void begin() {
        keeper.begin();
    }

    /** @param state null for a session that is forgotten */
    public void told(String sessionId, @Nullable SessionState state) {
        keeper.told(sessionId, state);
    }

    /** Runs an action whenever there is something new to report; it must be short. The last one given counts. */
    public void whenChanged(Runnable action) {
        hearer.set(action);
    }

    /** @param taskIn the task that this worker runs at an address */
    public List<RoomReport> reports(Function<String, Optional<String>> taskIn) {
        List<RoomReport> reports = new ArrayList<>();
        for (RoomPool.NamedRoom room : pool.all()) {
            String address = room.room().address();
            Optional<String> trouble = watch.trouble(address);
            Optional<KeptRoom> kept = keeper.at(address);
            reports.add(RoomReport.newBuilder()
                    .setName(room.name())
                    .setAddress(address)
                    .setHealthy(trouble.isEmpty())
                    .setReason(trouble.orElse(null))
                    .setTaskId(taskIn.apply(address).orElse(null))
                    .setReservedFor(kept.map(KeptRoom::sessionId).orElse(null))
                    .setPrepared(kept.filter(KeptRoom::prepared).isPresent())
                    .setFailure(kept.map(KeptRoom::failure).orElse(null))
                    .build());
        }
        return reports;
    }

    @Override
    public void close() {
        watch.close();
        keeper.close();
    }
}
