package io.nekoagents.streams.dispatch;

import static java.util.Objects.requireNonNull;

import io.nekoagents.schema.task.Failure;
import io.nekoagents.schema.task.QueuedTask;
import io.nekoagents.schema.task.WorkChange;
import io.nekoagents.schema.task.WorkPhase;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who waits, who is at work, and who goes next: of all tenants that have a task waiting and may have one more at work, the
 * one that has the fewest in hand for its share; of several, the one that was served longest ago. Of its tasks, the one of
 * highest priority that waits longest. So a tenant's first task is next in line however many others wait, and slots are
 * shared, not turns: long tasks gain nothing.
 */
final class DispatchBoard {

    private final DispatchSettings settings;
    private final Map<String, WorkChange> places = new HashMap<>();
    private final Map<String, WaitingLine> lines = new HashMap<>();
    private final Map<String, Integer> today = new HashMap<>();
    private LocalDate day = LocalDate.EPOCH;
    private int ready;
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
        remove(place.getTaskId());
        places.put(place.getTaskId(), place);
        WaitingLine line = lines.computeIfAbsent(place.getTenant(), _ -> new WaitingLine());
        move(line, place, 1);
    }

    /** The task needs no work, for now or for good. */
    void remove(String taskId) {
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
            }
            case RUNNING -> line.running(change);
            case GONE, UNKNOWN -> {}
        }
    }

    @Nullable
    WorkChange place(String taskId) {
        return places.get(taskId);
    }

    /**
     * The task to queue next; it is ready from then on.
     *
     * @param slots of all workers that are alive
     */
    Optional<QueuedTask> next(int slots) {
        if (ready >= Math.max(slots, settings.ahead())) {
            return Optional.empty();
        }
        return lines.entrySet().stream()
                .filter(line -> line.getValue().first().isPresent() && mayHaveOneMore(line.getKey(), line.getValue()))
                .min(Comparator.<Map.Entry<String, WaitingLine>>comparingDouble(
                                line -> (double) line.getValue().inHand()
                                        / settings.of(line.getKey()).share())
                        .thenComparingLong(line -> line.getValue().lastServed())
                        .thenComparing(Map.Entry::getKey))
                .flatMap(line -> line.getValue().first().map(work -> serve(line.getValue(), work)));
    }

    private boolean mayHaveOneMore(String tenant, WaitingLine line) {
        int most = settings.of(tenant).running();
        return most == 0 || line.inHand() < most;
    }

    private QueuedTask serve(WaitingLine line, QueuedTask work) {
        put(new WorkChange(work.getTaskId(), work.getTenant(), WorkPhase.READY, null));
        line.servedAt(++turn);
        return work;
    }

    /** Tasks that wait for a place in the queue or for a worker. */
    int queued() {
        return lines.values().stream().mapToInt(WaitingLine::queued).sum();
    }
}
