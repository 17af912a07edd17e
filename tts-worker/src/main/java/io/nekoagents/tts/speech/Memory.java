package io.nekoagents.tts.speech;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** What became of requests, the latest 100,000 of them. Thread-safe. */
final class Memory {

    private static final int MOST = 100_000;

    private final Map<String, Past> pasts = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Past> eldest) {
            return size() > MOST;
        }
    };

    synchronized Past of(String requestId) {
        return pasts.getOrDefault(requestId, Past.NONE);
    }

    synchronized void learn(SpecificRecord fact) {
        Schema.Field field = fact.getSchema().getField("request_id");
        if (field != null) {
            pasts.merge(
                    String.valueOf(fact.get(field.pos())), Past.NONE.evolve(fact), (known, _) -> known.evolve(fact));
        }
    }
}
