package io.nekoagents.streams.dispatch;

import static java.util.Objects.requireNonNull;

import io.nekoagents.schema.fleet.WorkerHeartbeat;
import io.nekoagents.schema.run.WorkRefused;
import io.nekoagents.schema.task.Failure;
import io.nekoagents.schema.task.QueuedTask;
import io.nekoagents.schema.task.WorkChange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Keeps the board in a store and queues whatever is next. There is one, for the topics it reads have one partition. */
final class DispatchProcessor implements Processor<String, SpecificRecord, String, SpecificRecord> {

    private final DispatchSettings settings;
    private final AtomicInteger queued;
    private final Fleet fleet = new Fleet();

    private DispatchBoard board;
    private @Nullable ProcessorContext<String, SpecificRecord> context;
    private @Nullable KeyValueStore<String, WorkChange> places;
    private @Nullable KeyValueStore<String, String> days;

    /** @param queued is told how many tasks wait */
    DispatchProcessor(DispatchSettings settings, AtomicInteger queued) {
        this.settings = settings;
        this.queued = queued;
        this.board = new DispatchBoard(settings);
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.places = context.getStateStore(DispatchTopology.PLACES);
        this.days = context.getStateStore(DispatchTopology.DAYS);
        this.board = new DispatchBoard(settings);
        try (KeyValueIterator<String, WorkChange> kept = places.all()) {
            kept.forEachRemaining(entry -> board.put(entry.value));
        }
        try (KeyValueIterator<String, String> kept = days.all()) {
            kept.forEachRemaining(this::recall);
        }
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
            case WorkerHeartbeat heartbeat -> fleet.heard(heartbeat);
            case null, default -> {}
        }
        queueWhatIsNext();
    }

    private void changed(WorkChange change) {
        switch (change.getPhase()) {
            case WAITING -> waits(change, requireNonNull(change.getWork()));
            case RUNNING -> put(change);
            case GONE, READY, UNKNOWN -> remove(change.getTaskId());
        }
    }

    private void waits(WorkChange change, QueuedTask work) {
        String taskId = change.getTaskId();
        boolean isNew = work.getDispatch() == 1;
        Optional<Failure> refusal = isNew ? board.refusal(work, today()) : Optional.empty();
        if (refusal.isPresent()) {
            forward(
                    DispatchTopology.REFUSE_WORK,
                    taskId,
                    new WorkRefused(taskId, work.getDispatch(), refusal.get(), now()));
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
        for (Optional<QueuedTask> next = board.next(slots); next.isPresent(); next = board.next(slots)) {
            String taskId = next.get().getTaskId();
            requireNonNull(places).put(taskId, board.place(taskId));
            forward(DispatchTopology.QUEUE_WORK, taskId, next.get());
        }
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
    }

    private void remove(String taskId) {
        board.remove(taskId);
        requireNonNull(places).delete(taskId);
    }

    private void forward(String sink, String taskId, SpecificRecord value) {
        requireNonNull(context).forward(new Record<>(taskId, value, now().toEpochMilli()), sink);
    }

    private Instant now() {
        return Instant.ofEpochMilli(requireNonNull(context).currentSystemTimeMs());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(now(), ZoneOffset.UTC);
    }
}
