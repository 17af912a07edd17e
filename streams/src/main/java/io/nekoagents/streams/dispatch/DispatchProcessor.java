package io.nekoagents.streams.dispatch;

import static java.util.Objects.requireNonNull;

import io.nekoagents.schema.fleet.WorkerHeartbeat;
import io.nekoagents.schema.rule.SessionRules;
import io.nekoagents.schema.run.WorkRefused;
import io.nekoagents.schema.session.CloseSession;
import io.nekoagents.schema.session.OpenSession;
import io.nekoagents.schema.session.SessionState;
import io.nekoagents.schema.session.SessionStatus;
import io.nekoagents.schema.task.Failure;
import io.nekoagents.schema.task.QueuedTask;
import io.nekoagents.schema.task.WorkChange;
import io.nekoagents.streams.deadletter.UnusableRecordException;
import io.nekoagents.streams.session.Lodging;
import io.nekoagents.streams.session.SessionBoard;
import io.nekoagents.streams.session.SessionSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Keeps the board in a store and queues whatever is next. There is one, for the topics it reads have one partition. */
final class DispatchProcessor implements Processor<String, SpecificRecord, String, SpecificRecord> {

    private static final Duration TICK = Duration.ofMillis(500);

    /** Until then, that a worker was not heard of since this began means nothing. */
    private static final Duration HEARING = Duration.ofSeconds(30);

    /** How often sessions that ended long ago are looked for; it reads all that are kept. */
    private static final Duration FORGETTING = Duration.ofHours(1);

    private final DispatchSettings settings;
    private final SessionSettings sessionSettings;
    private final AtomicInteger queued;
    private final Fleet fleet = new Fleet();
    private final Map<DispatchBoard.Wish, Instant> unknownSince = new HashMap<>();

    private DispatchBoard board;
    private SessionBoard sessions;
    private Instant judgingFrom = Instant.MAX;
    private @Nullable ProcessorContext<String, SpecificRecord> context;
    private @Nullable KeyValueStore<String, WorkChange> places;
    private @Nullable KeyValueStore<String, String> days;
    private @Nullable KeyValueStore<String, SessionState> keptSessions;

    /** @param queued is told how many tasks wait */
    DispatchProcessor(DispatchSettings settings, SessionSettings sessionSettings, AtomicInteger queued) {
        this.settings = settings;
        this.sessionSettings = sessionSettings;
        this.queued = queued;
        this.board = new DispatchBoard(settings);
        this.sessions = new SessionBoard(sessionSettings, this::kept);
    }

    private Optional<SessionState> kept(String sessionId) {
        return Optional.ofNullable(requireNonNull(keptSessions).get(sessionId));
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.places = context.getStateStore(DispatchTopology.PLACES);
        this.days = context.getStateStore(DispatchTopology.DAYS);
        this.keptSessions = context.getStateStore(DispatchTopology.SESSIONS);
        this.board = new DispatchBoard(settings);
        this.sessions = new SessionBoard(sessionSettings, this::kept);
        this.judgingFrom = now().plus(HEARING);
        try (KeyValueIterator<String, SessionState> kept = keptSessions.all()) {
            kept.forEachRemaining(entry -> sessions.recall(entry.value));
        }
        try (KeyValueIterator<String, WorkChange> kept = places.all()) {
            kept.forEachRemaining(entry -> board.put(entry.value));
        }
        try (KeyValueIterator<String, String> kept = days.all()) {
            kept.forEachRemaining(this::recall);
        }
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, _ -> tick());
        context.schedule(FORGETTING, PunctuationType.WALL_CLOCK_TIME, _ -> forgetSessions());
    }

    /** A value is the day and how many tasks were submitted on it, e.g. {@code 2026-01-31 17}. */
    private void recall(KeyValue<String, String> entry) {
        String[] parts = entry.value.split(" ", 2);
        LocalDate day = LocalDate.parse(parts[0]);
        if (day.equals(today())) {
            board.count(day, entry.key, Integer.parseInt(parts[1]));
        }
    }

    @Override
    public void process(Record<String, SpecificRecord> input) {
        switch (input.value()) {
            case WorkChange change -> changed(change);
            case WorkerHeartbeat heartbeat -> {
                if (fleet.heard(heartbeat, now())) {
                    lookAtSessions();
                }
            }
            case OpenSession command -> {
                requireKey(input, command.getSessionId());
                sessions.open(command, now());
            }
            case CloseSession command -> {
                requireKey(input, command.getSessionId());
                sessions.close(command, now());
            }
            case null, default -> {}
        }
        publishSessions();
        queueWhatIsNext();
    }

    private static void requireKey(Record<String, SpecificRecord> input, String sessionId) {
        if (!sessionId.equals(input.key())) {
            throw new UnusableRecordException(
                    "The record's key must be its session_id " + sessionId + ", not " + input.key());
        }
    }

    private void tick() {
        lookAtSessions();
        refuseHopeless();
        publishSessions();
        queueWhatIsNext();
    }

    private void forgetSessions() {
        try (KeyValueIterator<String, SessionState> kept =
                requireNonNull(keptSessions).all()) {
            kept.forEachRemaining(entry -> {
                if (entry.value.getStatus() == SessionStatus.CLOSED) {
                    sessions.forget(entry.key, now());
                }
            });
        }
        publishSessions();
    }

    private void lookAtSessions() {
        Set<String> wanted =
                board.wishes().stream().map(DispatchBoard.Wish::name).collect(Collectors.toSet());
        sessions.look(fleet.alive(now()), !now().isBefore(judgingFrom), wanted, now());
    }

    /** Tasks whose session has ended, or never was, are told instead of waiting for ever. */
    private void refuseHopeless() {
        Set<DispatchBoard.Wish> wishes = board.wishes();
        unknownSince.keySet().retainAll(wishes);
        for (DispatchBoard.Wish wish : wishes) {
            Optional<Failure> failure = switch (board.lodging(wish, sessions)) {
                case Lodging.Never(Failure ended) -> Optional.of(ended);
                case Lodging.Unknown() -> unknown(wish);
                case Lodging.Anywhere(), Lodging.In _, Lodging.Later() -> {
                    unknownSince.remove(wish);
                    yield Optional.empty();
                }
            };
            failure.ifPresent(why -> board.waitingFor(wish).forEach(work -> {
                remove(work.getTaskId());
                refuse(work, why);
            }));
        }
    }

    /** Its command may be in the log, and be read only a moment after the task's. */
    private Optional<Failure> unknown(DispatchBoard.Wish wish) {
        Instant since = unknownSince.computeIfAbsent(wish, _ -> now());
        return since.plus(sessionSettings.unknownAfter()).isAfter(now())
                ? Optional.empty()
                : Optional.of(
                        new Failure("no_such_session", "There is no session or room \"" + wish.name() + "\"", false));
    }

    private void publishSessions() {
        sessions.takeChanges().forEach((id, state) -> {
            if (state.isPresent()) {
                requireNonNull(keptSessions).put(id, state.get());
            } else {
                requireNonNull(keptSessions).delete(id);
            }
            forward(DispatchTopology.PUBLISH_SESSIONS, id, state.orElse(null));
        });
    }

    /** Who is in the session's room follows from who is at work. */
    private void follow(@Nullable WorkChange place) {
        String asked = place == null ? null : place.getSessionId();
        if (asked != null && SessionRules.isSessionId(asked)) {
            sessions.heldBy(asked, board.holder(asked), now());
        }
    }

    private void changed(WorkChange change) {
        switch (change.getPhase()) {
            case WAITING -> waits(change, requireNonNull(change.getWork()));
            case RUNNING -> put(change);
            case GONE, READY, UNKNOWN -> remove(change.getTaskId());
        }
    }

    private void waits(WorkChange change, QueuedTask work) {
        boolean isNew = work.getDispatch() == 1;
        Optional<Failure> refusal = isNew ? board.refusal(work, today()) : Optional.empty();
        if (refusal.isPresent()) {
            refuse(work, refusal.get());
            return;
        }
        if (isNew) {
            int submitted = board.submittedOn(today(), work.getTenant());
            requireNonNull(days).put(work.getTenant(), today() + " " + submitted);
        }
        put(change);
    }

    private void queueWhatIsNext() {
        int slots = fleet.slots(now());
        for (Optional<QueuedTask> next = board.next(slots, sessions);
                next.isPresent();
                next = board.next(slots, sessions)) {
            String taskId = next.get().getTaskId();
            WorkChange place = board.place(taskId);
            requireNonNull(places).put(taskId, place);
            follow(place);
            forward(DispatchTopology.QUEUE_WORK, taskId, next.get());
        }
        publishSessions();
        queued.set(board.queued());
    }

    /** Whoever dispatches next says how many wait. */
    @Override
    public void close() {
        queued.set(0);
    }

    private void put(WorkChange place) {
        board.put(place);
        requireNonNull(places).put(place.getTaskId(), place);
        follow(place);
    }

    private void remove(String taskId) {
        WorkChange place = board.place(taskId);
        board.remove(taskId);
        requireNonNull(places).delete(taskId);
        follow(place);
    }

    private void refuse(QueuedTask work, Failure why) {
        forward(
                DispatchTopology.REFUSE_WORK,
                work.getTaskId(),
                new WorkRefused(work.getTaskId(), work.getDispatch(), why, now()));
    }

    private void forward(String sink, String key, @Nullable SpecificRecord value) {
        requireNonNull(context).forward(new Record<>(key, value, now().toEpochMilli()), sink);
    }

    private Instant now() {
        return Instant.ofEpochMilli(requireNonNull(context).currentSystemTimeMs());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(now(), ZoneOffset.UTC);
    }
}
