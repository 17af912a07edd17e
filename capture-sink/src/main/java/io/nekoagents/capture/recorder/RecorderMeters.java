package io.nekoagents.capture.recorder;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** What is measured of recordings. */
final class RecorderMeters {

    private final MeterRegistry meters;
    private final AtomicInteger running = new AtomicInteger();
    private final Counter kept;
    private final Counter same;
    private final Counter missed;
    private final Counter actions;
    private final Counter unreadable;

    RecorderMeters(MeterRegistry meters) {
        this.meters = meters;
        this.kept = looks("kept");
        this.same = looks("same");
        this.missed = looks("missed");
        this.actions = actions("kept");
        this.unreadable = actions("unreadable");
        endings("asked");
        Gauge.builder("neko.capture.recordings.running", running, AtomicInteger::get)
                .description("Recordings that are under way")
                .register(meters);
    }

    private Counter looks(String outcome) {
        return Counter.builder("neko.capture.recorder.looks")
                .description(
                        "Looks at screens, by what came of them: a frame, one like the one before, none for want of the room")
                .tag("outcome", outcome)
                .register(meters);
    }

    private Counter actions(String outcome) {
        return Counter.builder("neko.capture.recorder.actions")
                .description("Actions told of in chat while it was recorded")
                .tag("outcome", outcome)
                .register(meters);
    }

    void keptFrame() {
        kept.increment();
    }

    void sameFrame() {
        same.increment();
    }

    void missedFrame() {
        missed.increment();
    }

    void keptAction() {
        actions.increment();
    }

    void unreadableAction() {
        unreadable.increment();
    }

    void began() {
        running.incrementAndGet();
    }

    /** @param why the end, or a failure's code */
    void ended(String why) {
        running.decrementAndGet();
        count(why);
    }

    /** A recording that was asked for and did not begin. */
    void refused(String code) {
        count(code);
    }

    private void count(String why) {
        endings(why).increment();
    }

    private Counter endings(String why) {
        return Counter.builder("neko.capture.recordings")
                .description("Recordings that ended, or could not begin, by how")
                .tag("ending", why.toLowerCase(Locale.ROOT))
                .register(meters);
    }
}
