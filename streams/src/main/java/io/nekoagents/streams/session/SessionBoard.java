package io.nekoagents.streams.session;

import static java.util.Objects.requireNonNull;

import io.nekoagents.schema.fleet.WorkerHeartbeat;
import io.nekoagents.schema.rule.SessionRules;
import io.nekoagents.schema.rule.TaskRules;
import io.nekoagents.schema.session.CloseSession;
import io.nekoagents.schema.session.OpenSession;
import io.nekoagents.schema.session.RoomHealth;
import io.nekoagents.schema.session.SessionRoom;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import io.nekoagents.schema.task.Failure;
import io.nekoagents.schema.task.WorkRoom;
import io.nekoagents.streams.deadletter.UnusableRecordException;
import io.nekoagents.streams.session.AnnouncedRooms.Announced;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All sessions and all rooms that workers announce: who gets which. Those that have not ended are in memory, the others where
 * what changed is kept.
 */
public final class SessionBoard {

    private final SessionSettings settings;
    private final Function<String, Optional<SessionState>> kept;
    private final SessionDecision rules;
    private final Map<String, SessionState> sessions = new HashMap<>();
    private final Map<String, Optional<SessionState>> changes = new LinkedHashMap<>();
    private @Nullable Set<String> held;
    private final Preparations preparations;
    private final Map<String, Instant> namedAt = new HashMap<>();
    private AnnouncedRooms rooms = AnnouncedRooms.of(List.of());
    private boolean judging;

    /** @param kept the session of an id, as it was when its changes were taken last; asked for those that have ended */
    public SessionBoard(SessionSettings settings, Function<String, Optional<SessionState>> kept) {
        this.kept = kept;
        this.settings = settings;
        this.rules = new SessionDecision(settings);
        this.preparations = new Preparations(settings.lostAfter());
    }

    public SessionSettings settings() {
        return settings;
    }

    /** Puts a session where it stood; one that has ended is asked for when it is needed. */
    public void recall(SessionState state) {
        if (state.getStatus() != SessionStatus.CLOSED) {
            sessions.put(state.getSessionId(), state);
            held = null;
        }
    }

    private @Nullable SessionState find(String id) {
        SessionState live = sessions.get(id);
        if (live != null) {
            return live;
        }
        Optional<SessionState> changed = changes.get(id);
        return (changed == null ? kept.apply(id) : changed).orElse(null);
    }

    /** Forgets a session that has ended, if that is long ago. */
    public void forget(String id, Instant now) {
        apply(id, new SessionTrigger.TimePassed(false), now);
    }

    /** What changed since this was asked last, by session; empty for one that is forgotten. */
    public Map<String, Optional<SessionState>> takeChanges() {
        Map<String, Optional<SessionState>> taken = new LinkedHashMap<>(changes);
        changes.clear();
        return taken;
    }

    /** @throws UnusableRecordException if the id is another session's, or the command cannot be told from whom it is */
    public void open(OpenSession command, Instant now) {
        String id = command.getSessionId();
        if (!SessionRules.isSessionId(id) || !TaskRules.isName(command.getTenant())) {
            throw new UnusableRecordException("Not the id of a session, or not the name of a tenant");
        }
        SessionState known = find(id);
        if (known != null
                && !(known.getTenant().equals(command.getTenant())
                        && known.getSpec().equals(SessionEvolution.keptSpec(command, known.getEnding())))) {
            throw new UnusableRecordException("The session " + id + " is another one");
        }
        apply(id, new SessionTrigger.Open(command, openOf(command.getTenant())), now);
        assign(now);
    }

    private int openOf(String tenant) {
        return Math.toIntExact(sessions.values().stream()
                .filter(each -> each.getTenant().equals(tenant))
                .count());
    }

    /** @throws UnusableRecordException if the tenant has no such session */
    public void close(CloseSession command, Instant now) {
        String id = command.getSessionId();
        SessionState known = find(id);
        if (known == null || !known.getTenant().equals(command.getTenant())) {
            throw new UnusableRecordException("There is no session " + id);
        }
        apply(id, new SessionTrigger.Close(), now);
        assign(now);
    }

    /** A task holds the session's room, or none does. */
    public void heldBy(String sessionId, Optional<String> taskId, Instant now) {
        apply(
                sessionId,
                taskId.<SessionTrigger>map(SessionTrigger.Taken::new).orElseGet(SessionTrigger.Left::new),
                now);
    }

    /**
     * Looks at what workers say of rooms, and at the clock.
     *
     * @param alive workers that gave a sign of life of late
     * @param judging whether there was time to hear of every worker: before, that one is silent means nothing
     * @param wanted sessions that tasks wait for
     */
    public void look(Collection<WorkerHeartbeat> alive, boolean judging, Set<String> wanted, Instant now) {
        rooms = AnnouncedRooms.of(alive);
        this.judging = judging;
        remember(alive, now);
        for (String id : List.copyOf(sessions.keySet())) {
            watch(id, judging, now);
            if (judging) {
                limitPreparation(id, now);
                apply(id, new SessionTrigger.TimePassed(wanted.contains(id)), now);
            }
        }
        assign(now);
    }

    /** Names of rooms, those of workers that drain too: whoever restarts says them again in a moment. */
    private void remember(Collection<WorkerHeartbeat> alive, Instant now) {
        namedAt.values().removeIf(at -> !at.plus(settings.lostAfter()).isAfter(now));
        alive.forEach(worker -> worker.getRooms().forEach(room -> namedAt.put(room.getName(), now)));
    }

    private void watch(String id, boolean judging, Instant now) {
        SessionState state = requireNonNull(sessions.get(id));
        SessionRoom room = state.getRoom();
        if (room == null || !SessionDecision.hasRoom(state)) {
            return;
        }
        List<Announced> reports = rooms.at(room.getAddress());
        Optional<Announced> well = reports.stream()
                .filter(each -> each.report().getHealthy())
                .min(Comparator.comparing(each -> !each.workerId().equals(room.getWorkerId())));
        if (well.isPresent()) {
            apply(id, new SessionTrigger.Well(well.get().room()), now);
            prepared(id, reports).ifPresent(trigger -> apply(id, trigger, now));
        } else if (!reports.isEmpty() || judging) {
            apply(id, new SessionTrigger.Gone(reason(reports)), now);
        }
    }

    private void limitPreparation(String id, Instant now) {
        SessionState state = sessions.get(id);
        if (state == null) {
            return;
        }
        switch (state.getStatus()) {
            case PREPARING -> {
                String address = requireNonNull(state.getRoom()).getAddress();
                if (preparations.overdue(id, address, rooms.idle(address), now)) {
                    boolean elsewhere = preparations.mayTryAnother(id)
                            && candidates(state)
                                    .anyMatch(each -> !preparations.tried(
                                            id, each.report().getAddress()));
                    apply(id, new SessionTrigger.Overdue(elsewhere), now);
                }
            }
            case REQUESTED, UNKNOWN -> {}
            case OPEN, CLOSING, CLOSED -> preparations.over(id);
        }
    }

    /** One worker that fails is enough; one that cannot reach the room has nothing to prepare. */
    private static Optional<SessionTrigger> prepared(String id, List<Announced> reports) {
        Optional<Failure> failure = reports.stream()
                .filter(each -> each.keptFor(id))
                .flatMap(each -> Optional.ofNullable(each.report().getFailure()).stream())
                .findFirst();
        if (failure.isPresent()) {
            return failure.map(SessionTrigger.Unprepared::new);
        }
        boolean ready = reports.stream()
                .filter(each -> each.report().getHealthy())
                .allMatch(each -> each.keptFor(id) && each.report().getPrepared());
        return ready ? Optional.of(new SessionTrigger.Prepared()) : Optional.empty();
    }

    private static String reason(List<Announced> reports) {
        return reports.stream()
                .findFirst()
                .map(each -> Optional.ofNullable(each.report().getReason()).orElse("The room is not healthy"))
                .orElse("No worker that is alive has the room");
    }

    /**
     * Gives each session that waits a room, who asked first first; if there is a choice, one that was not tried for it
     * already, and in which no task is.
     */
    private void assign(Instant now) {
        List<SessionState> waiting = sessions.values().stream()
                .filter(each -> each.getStatus() == SessionStatus.REQUESTED)
                .sorted(Comparator.comparing(SessionState::getRequestedAt).thenComparing(SessionState::getSessionId))
                .toList();
        for (SessionState session : waiting) {
            String id = session.getSessionId();
            candidates(session)
                    .min(Comparator.comparing((Announced each) ->
                                    preparations.tried(id, each.report().getAddress()))
                            .thenComparing(each -> !rooms.idle(each.report().getAddress())))
                    .ifPresent(each -> apply(id, new SessionTrigger.Found(each.room()), now));
        }
    }

    private Stream<Announced> candidates(SessionState session) {
        String name = session.getSpec().getRoom();
        Set<String> held = held();
        return rooms.each()
                .filter(each -> each.report().getHealthy()
                        && (name == null || name.equals(each.report().getName()))
                        && isFree(each.report().getAddress(), held));
    }

    /** Addresses of rooms that sessions have; asked for each task, so kept. */
    private Set<String> held() {
        Set<String> known = held;
        if (known == null) {
            known = sessions.values().stream()
                    .filter(SessionDecision::hasRoom)
                    .map(each -> requireNonNull(each.getRoom()).getAddress())
                    .collect(Collectors.toSet());
            held = known;
        }
        return known;
    }

    private boolean isFree(String address, Set<String> held) {
        return !held.contains(address) && !rooms.kept(address);
    }

    /** How many rooms there are for tasks that ask for no session; empty where none is taken from them. */
    public OptionalInt roomsForOthers() {
        Set<String> held = held();
        if (held.isEmpty()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Math.toIntExact(rooms.each()
                .filter(each -> isFree(each.report().getAddress(), held))
                .count()));
    }

    /**
     * Where a task may go.
     *
     * @param wanted what the task gives as its session: a session's id, or the name of a room
     * @param inHand addresses of the rooms of that name that tasks were sent to or are in; an empty one for a task of which
     *     that is not known
     */
    public Lodging lodging(String tenant, String wanted, Collection<String> inHand) {
        return SessionRules.isSessionId(wanted) ? session(tenant, wanted) : room(wanted, inHand);
    }

    private Lodging session(String tenant, String id) {
        SessionState session = find(id);
        if (session == null || !session.getTenant().equals(tenant)) {
            return new Lodging.Unknown();
        }
        return switch (session.getStatus()) {
            case REQUESTED, PREPARING, UNKNOWN -> new Lodging.Later();
            case OPEN ->
                session.getTaskId() == null && session.getHealth() == RoomHealth.HEALTHY
                        ? new Lodging.In(room(session))
                        : new Lodging.Later();
            case CLOSING, CLOSED -> new Lodging.Never(ended(session));
        };
    }

    private static WorkRoom room(SessionState session) {
        SessionRoom room = requireNonNull(session.getRoom());
        return new WorkRoom(
                room.getName(),
                room.getAddress(),
                session.getSessionId(),
                session.getSpec().getCredentials());
    }

    private static Failure ended(SessionState session) {
        Failure failure = session.getFailure();
        if (failure != null) {
            return failure;
        }
        String why = session.getEnding() == null
                ? "is being closed"
                : "has ended: " + session.getEnding().name().toLowerCase(Locale.ROOT);
        return new Failure("session_closed", "The session " + session.getSessionId() + " " + why, false);
    }

    /** One task for each room of the name: more would meet in it, or take slots to wait for it. */
    private Lodging room(String name, Collection<String> inHand) {
        List<Announced> named = rooms.each()
                .filter(each -> each.report().getName().equals(name))
                .toList();
        if (named.isEmpty() && (!judging || namedAt.containsKey(name))) {
            return new Lodging.Later();
        }
        if (named.isEmpty()) {
            return rooms.each().findAny().isPresent() ? new Lodging.Unknown() : new Lodging.Anywhere();
        }
        Set<String> held = held();
        List<Announced> free = named.stream()
                .filter(each -> isFree(each.report().getAddress(), held)
                        && !inHand.contains(each.report().getAddress()))
                .sorted(Comparator.comparing(each -> !rooms.idle(each.report().getAddress())))
                .toList();
        if (free.size() <= inHand.stream().filter(String::isEmpty).count()) {
            return new Lodging.Later();
        }
        Announced first = AnnouncedRooms.firstWell(free).orElse(free.getFirst());
        return new Lodging.In(new WorkRoom(name, first.report().getAddress(), null, null));
    }

    private void apply(String id, SessionTrigger trigger, Instant now) {
        SessionState state = find(id);
        for (SessionFact fact : rules.decide(state, trigger, now)) {
            state = SessionEvolution.evolve(state, fact, now);
            changes.put(id, Optional.ofNullable(state));
            held = null;
            if (state == null || state.getStatus() == SessionStatus.CLOSED) {
                preparations.over(id);
                sessions.remove(id);
            } else {
                sessions.put(id, state);
            }
        }
    }
}
