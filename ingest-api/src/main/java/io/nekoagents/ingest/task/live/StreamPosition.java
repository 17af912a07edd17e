package io.nekoagents.ingest.task.live;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far a stream is: in each topic, the first offset of the task's partition that was not sent. Also an event's id. */
record StreamPosition(long facts, long actions, long frames) {

    static final StreamPosition BEGINNING = new StreamPosition(0, 0, 0);

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})-(\\d{1,18})-(\\d{1,18})");

    /** Empty if the id is none of ours. */
    static Optional<StreamPosition> parse(String id) {
        Matcher matcher = FORM.matcher(id);
        return matcher.matches()
                ? Optional.of(new StreamPosition(
                        Long.parseLong(matcher.group(1)),
                        Long.parseLong(matcher.group(2)),
                        Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    String id() {
        return facts + "-" + actions + "-" + frames;
    }
}
