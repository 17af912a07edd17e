package io.nekoagents.ingest.view;

import io.nekoagents.ingest.delivery.Delivery;
import io.nekoagents.ingest.delivery.Line;
import io.nekoagents.ingest.delivery.TaskDeliveries;
import io.nekoagents.schema.webhook.WebhookDue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.apache.avro.specific.SpecificRecord;
import org.rocksdb.WriteBatch;

/** What of a batch is about webhooks, and where the tasks it speaks of wait after it. */
final class DeliveryBatch {

    private final ViewStore store;
    private final RecordReader reader;
    private final Partitions partitions;
    private final Map<String, News> news = new HashMap<>();

    DeliveryBatch(ViewStore store, RecordReader reader, Partitions partitions) {
        this.store = store;
        this.reader = reader;
        this.partitions = partitions;
    }

    /** @param forgotten whether what the store has of the task no longer counts */
    private record News(boolean forgotten, SequencedMap<Long, WebhookDue> dues, List<SpecificRecord> said) {

        static News none(boolean forgotten) {
            return new News(forgotten, new LinkedHashMap<>(), new ArrayList<>());
        }
    }

    void due(String taskId, long offset, WebhookDue due) {
        of(taskId).dues().put(offset, due);
    }

    void said(String taskId, SpecificRecord attemptOrRequest) {
        of(taskId).said().add(attemptOrRequest);
    }

    void forget(String taskId) {
        news.put(taskId, News.none(true));
    }

    private News of(String taskId) {
        return news.computeIfAbsent(taskId, _ -> News.none(false));
    }

    /** Moves each task to where it waits now. */
    void place(WriteBatch writes, Changes changes) {
        news.forEach((taskId, each) -> place(writes, changes, taskId, each));
    }

    private void place(WriteBatch writes, Changes changes, String taskId, News each) {
        byte[] id = Keys.id(taskId);
        Optional<byte[]> before = Optional.ofNullable(store.get(Column.DELIVERY_PLACES, id));
        Optional<byte[]> after = next(taskId, each)
                .map(next -> DeliveryKeys.place(
                        partitions.of(taskId),
                        Line.of(next.due()),
                        Objects.requireNonNull(next.nextAt(), "A pending delivery is due some time"),
                        taskId));
        if (before.isPresent() && after.isPresent() && Arrays.equals(before.get(), after.get())) {
            return;
        }
        changes.deliveries = true;
        changes.moreDeliveries += (after.isPresent() ? 1 : 0) - (before.isPresent() ? 1 : 0);
        before.ifPresent(place -> store.delete(writes, Column.DELIVERY_LINES, place));
        after.ifPresentOrElse(
                place -> {
                    store.put(writes, Column.DELIVERY_LINES, place, ViewBatch.NOTHING);
                    store.put(writes, Column.DELIVERY_PLACES, id, place);
                },
                () -> store.delete(writes, Column.DELIVERY_PLACES, id));
    }

    private Optional<Delivery> next(String taskId, News each) {
        SequencedMap<Long, WebhookDue> dues = new LinkedHashMap<>();
        List<SpecificRecord> said = new ArrayList<>();
        if (!each.forgotten()) {
            StoredDeliveries stored = new StoredDeliveries(store, reader);
            dues.putAll(stored.dues(taskId));
            said.addAll(stored.said(taskId));
        }
        dues.putAll(each.dues());
        said.addAll(each.said());
        return TaskDeliveries.of(dues, said).next();
    }
}
