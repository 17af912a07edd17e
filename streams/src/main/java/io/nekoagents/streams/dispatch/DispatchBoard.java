package io.nekoagents.streams.dispatch;

import static java.util.Objects.requireNonNull;

import io.nekoagents.schema.rule.SessionRules;
import io.nekoagents.schema.task.Failure;
import io.nekoagents.schema.task.QueuedTask;
import io.nekoagents.schema.task.WorkChange;
import io.nekoagents.schema.task.WorkPhase;
import io.nekoagents.schema.task.WorkRoom;
import io.nekoagents.streams.session.Lodging;
import io.nekoagents.streams.session.SessionBoard;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who waits, who is at work, and who goes next: of all tenants that have a task waiting and may have one more at work, the
 * one that has the fewest in hand for its share; of several, the one that was served longest ago. Of its tasks, the one of
 * highest priority that waits longest. So a tenant's first task is next in line however many others wait, and slots are
 * shared, not turns: long tasks gain nothing. A task that waits for its session's room keeps nobody behind it waiting.
 */
final class DispatchBoard {

    /** Sessions and rooms that tasks of one tenant wait for; each is looked at whenever a task is queued. */
    private static final int MOST_WISHES = 1_000;

    private final DispatchSettings settings;
    private final Map<String, WorkChange> places = new HashMap<>();
    private final Map<String, WaitingLine> lines = new HashMap<>();
    private final Map<String, Integer> today = new HashMap<>();

    /** By session or room that is asked for: the tasks in hand. */
    private final Map<String, Set<String>> lodgers = new HashMap<>();

    /** Addresses of the rooms that tasks in hand were sent to, as far as that was since the start. */
    private final Map<String, String> addresses = new HashMap<>();

    private LocalDate day = LocalDate.EPOCH;
    private int ready;
    private int roaming;
    private long turn;

    DispatchBoard(DispatchSettings settings) {
        this.settings = settings;
    }

    /** Why a task that is new is not to be queued; empty if it may be, and it then counts for its tenant's day. */
    Optional<Failure> refusal(QueuedTask work, LocalDate now) {
        String tenant = work.getTenant();
        DispatchSettings.Quota quota = settings.of(tenant);
        WaitingLine line = lines.get(tenant);
        if (quota.queued() > 0 && line != null && line.queued() >= quota.queued()) {
            return Optional.of(used("queued", quota.queued() + " tasks wait already"));
        }
        if (line != null
                && !line.asked().contains(WaitingLine.asked(work))
                && line.asked().size() > MOST_WISHES) {
            return Optional.of(used("sessions", "tasks wait for " + MOST_WISHES + " sessions and rooms already"));
        }
        if (quota.perDay() > 0 && submittedOn(now, tenant) >= quota.perDay()) {
            return Optional.of(used("per-day", quota.perDay() + " tasks were submitted on " + now + " (UTC) already"));
        }
        count(now, tenant, submittedOn(now, tenant) + 1);
        return Optional.empty();
    }

    private static Failure used(String quota, String message) {
        return new Failure("quota_exceeded", "Quota " + quota + " is used up: " + message, false);
    }

    /** Tasks that the tenant has submitted on this day. */
    int submittedOn(LocalDate now, String tenant) {
        return now.equals(day) ? today.getOrDefault(tenant, 0) : 0;
    }

    void count(LocalDate now, String tenant, int submitted) {
        if (!now.equals(day)) {
            day = now;
            today.clear();
        }
        today.put(tenant, submitted);
    }

    /** Puts a task where it now stands. */
    void put(WorkChange place) {
        take(place.getTaskId());
        if (place.getPhase() == WorkPhase.WAITING) {
            addresses.remove(place.getTaskId());
        }
        places.put(place.getTaskId(), place);
        WaitingLine line = lines.computeIfAbsent(place.getTenant(), _ -> new WaitingLine());
        move(line, place, 1);
    }

    /** The task needs no work, for now or for good. */
    void remove(String taskId) {
        take(taskId);
        addresses.remove(taskId);
    }

    private void take(String taskId) {
        WorkChange place = places.remove(taskId);
        if (place != null) {
            WaitingLine line = requireNonNull(lines.get(place.getTenant()));
            move(line, place, -1);
            if (line.isEmpty()) {
                lines.remove(place.getTenant());
            }
        }
    }

    private void move(WaitingLine line, WorkChange place, int change) {
        switch (place.getPhase()) {
            case WAITING -> {
                QueuedTask work = requireNonNull(place.getWork());
                if (change > 0) {
                    line.add(work);
                } else {
                    line.remove(work);
                }
            }
            case READY -> {
                ready += change;
                line.ready(change);
                lodge(place, change);
            }
            case RUNNING -> {
                line.running(change);
                lodge(place, change);
            }
            case GONE, UNKNOWN -> {}
        }
    }

    private void lodge(WorkChange place, int change) {
        String asked = place.getSessionId();
        if (asked == null || !SessionRules.isSessionId(asked)) {
            roaming += change;
        }
        if (asked == null) {
            return;
        }
        if (change > 0) {
            lodgers.computeIfAbsent(asked, _ -> new LinkedHashSet<>()).add(place.getTaskId());
        } else {
            lodgers.computeIfPresent(asked, (_, tasks) -> {
                tasks.remove(place.getTaskId());
                return tasks.isEmpty() ? null : tasks;
            });
        }
    }

    /** The task that holds a session, or is about to. */
    Optional<String> holder(String sessionId) {
        return lodgers.getOrDefault(sessionId, Set.of()).stream().findFirst();
    }

    /** Where a task may go that asks for a session or a room. */
    Lodging lodging(Wish wish, SessionBoard rooms) {
        List<String> inHand = lodgers.getOrDefault(wish.name(), Set.of()).stream()
                .map(taskId -> addresses.getOrDefault(taskId, ""))
                .toList();
        return rooms.lodging(wish.tenant(), wish.name(), inHand);
    }

    @Nullable
    WorkChange place(String taskId) {
        return places.get(taskId);
    }

    /**
     * The task to queue next; it is ready from then on.
     *
     * @param slots of all workers that are alive
     * @param rooms where tasks may go
     */
    Optional<QueuedTask> next(int slots, SessionBoard rooms) {
        if (ready >= Math.max(slots, settings.ahead())) {
            return Optional.empty();
        }
        OptionalInt most = rooms.roomsForOthers();
        boolean roomForOthers = most.isEmpty() || roaming < most.getAsInt();
        return lines.entrySet().stream()
                .filter(line -> mayHaveOneMore(line.getKey(), line.getValue()))
                .flatMap(line -> first(line.getValue(), rooms, roomForOthers).stream())
                .min(Comparator.comparingDouble(this::load)
                        .thenComparingLong(work -> line(work).lastServed())
                        .thenComparing(QueuedTask::getTenant))
                .map(this::serve);
    }

    private Optional<QueuedTask> first(WaitingLine line, SessionBoard rooms, boolean roomForOthers) {
        return line.firsts()
                .flatMap(work -> lodged(work, rooms, roomForOthers).stream())
                .min(WaitingLine.FIRST_COMES);
    }

    /** The work, with the room that it is to be done in; empty while it has to wait for that. */
    private Optional<QueuedTask> lodged(QueuedTask work, SessionBoard rooms, boolean roomForOthers) {
        String asked = WaitingLine.asked(work);
        boolean session = SessionRules.isSessionId(asked);
        if (!session && !roomForOthers) {
            return Optional.empty();
        }
        if (asked.isEmpty()) {
            return Optional.of(work);
        }
        return switch (lodging(new Wish(work.getTenant(), asked), rooms)) {
            case Lodging.Anywhere() -> Optional.of(work);
            case Lodging.In(WorkRoom room) ->
                Optional.of(QueuedTask.newBuilder(work).setRoom(room).build());
            case Lodging.Later(), Lodging.Unknown(), Lodging.Never _ -> Optional.empty();
        };
    }

    private double load(QueuedTask work) {
        return (double) line(work).inHand() / settings.of(work.getTenant()).share();
    }

    private WaitingLine line(QueuedTask work) {
        return requireNonNull(lines.get(work.getTenant()));
    }

    private boolean mayHaveOneMore(String tenant, WaitingLine line) {
        int most = settings.of(tenant).running();
        return most == 0 || line.inHand() < most;
    }

    private QueuedTask serve(QueuedTask work) {
        String asked = WaitingLine.asked(work);
        put(new WorkChange(work.getTaskId(), work.getTenant(), WorkPhase.READY, null, asked.isEmpty() ? null : asked));
        WorkRoom room = work.getRoom();
        if (room != null) {
            addresses.put(work.getTaskId(), room.getAddress());
        }
        line(work).servedAt(++turn);
        return work;
    }

    /** A session or room that tasks of a tenant wait for. */
    record Wish(String tenant, String name) {}

    Set<Wish> wishes() {
        return lines.entrySet().stream()
                .flatMap(line -> line.getValue().asked().stream()
                        .filter(name -> !name.isEmpty())
                        .map(name -> new Wish(line.getKey(), name)))
                .collect(Collectors.toSet());
    }

    List<QueuedTask> waitingFor(Wish wish) {
        WaitingLine line = lines.get(wish.tenant());
        return line == null ? List.of() : line.allAsking(wish.name());
    }

    /** Tasks that wait for a place in the queue or for a worker. */
    int queued() {
        return lines.values().stream().mapToInt(WaitingLine::queued).sum();
    }
}
