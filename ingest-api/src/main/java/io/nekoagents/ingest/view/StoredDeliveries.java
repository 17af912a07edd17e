package io.nekoagents.ingest.view;

import io.nekoagents.schema.webhook.WebhookDue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.apache.avro.specific.SpecificRecord;

/** What the store has of a task's webhooks. */
record StoredDeliveries(ViewStore store, RecordReader reader) {

    /** By offset. */
    SequencedMap<Long, WebhookDue> dues(String taskId) {
        SequencedMap<Long, WebhookDue> dues = new LinkedHashMap<>();
        scan(Source.WEBHOOKS, taskId, (offset, record) -> dues.put(offset, (WebhookDue) record));
        return dues;
    }

    /** Attempts and requests, in order. */
    List<SpecificRecord> said(String taskId) {
        List<SpecificRecord> said = new ArrayList<>();
        scan(Source.WEBHOOK_ATTEMPTS, taskId, (_, record) -> said.add(record));
        return said;
    }

    private void scan(Source source, String taskId, Visitor visitor) {
        store.scan(source.column(), Keys.history(taskId, 0), Keys.history(taskId, Long.MAX_VALUE), (key, value) -> {
            visitor.visit(Keys.offset(key), reader.read(source, value));
            return true;
        });
    }

    private interface Visitor {
        void visit(long offset, SpecificRecord record);
    }
}
