package io.nekoagents.ingest.view;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How long the last tasks took, oldest first, in milliseconds. */
record RecentDurations(List<Long> millis) {

    static final int KEPT = 100;

    RecentDurations {
        millis = List.copyOf(millis);
    }

    static RecentDurations none() {
        return new RecentDurations(List.of());
    }

    static RecentDurations of(byte[] bytes) {
        List<Long> millis = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.remaining() >= Long.BYTES) {
            millis.add(buffer.getLong());
        }
        return new RecentDurations(millis);
    }

    byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(millis.size() * Long.BYTES);
        millis.forEach(buffer::putLong);
        return buffer.array();
    }

    RecentDurations with(List<Duration> newer) {
        List<Long> all = new ArrayList<>(millis);
        newer.forEach(each -> all.add(each.toMillis()));
        return new RecentDurations(all.subList(Math.max(0, all.size() - KEPT), all.size()));
    }

    /** Empty before the first task has ended. */
    Optional<Duration> mean() {
        return millis.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(
                        millis.stream().mapToLong(Long::longValue).sum() / millis.size()));
    }
}
