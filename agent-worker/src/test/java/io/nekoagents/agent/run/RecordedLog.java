package io.nekoagents.agent.run;

import io.nekoagents.agent.log.EventLog;
import io.nekoagents.agent.log.LogUnavailableException;
import io.nekoagents.schema.topic.Topic;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** A log in memory; whoever watches hears of each record after it was written. */
final class RecordedLog implements EventLog {

    private final List<SpecificRecord> records = new CopyOnWriteArrayList<>();
    private final Consumer<SpecificRecord> watcher;
    private volatile boolean away;

    RecordedLog(Consumer<SpecificRecord> watcher) {
        this.watcher = watcher;
    }

    void goAway() {
        away = true;
    }

    <V extends SpecificRecord> List<V> all(Class<V> type) {
        return records.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public <V extends SpecificRecord> void append(Topic<V> topic, String key, V value) {
        if (away) {
            throw new LogUnavailableException("The fake log is away", null);
        }
        records.add(value);
        watcher.accept(value);
    }

    @Override
    public <V extends SpecificRecord> void appendLater(Topic<V> topic, String key, V value) {
        if (!away) {
            records.add(value);
        }
    }
}
