package io.nekoagents.agent.policy.ocr;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A frame and the lines of text on it, each of which is read when somebody wants to know what it says, and only once.
 * Thread-safe.
 */
final class Screen {

    private static final Comparator<TextLine> DOWNWARDS = Comparator.comparingInt(
                    (TextLine line) -> line.box().centreY())
            .thenComparingInt(line -> line.box().x());

    private final Pixels frame;
    private final List<Box> boxes;
    private final LineReader reader;
    /** Empty for what is illegible. */
    private final Map<Box, Optional<TextLine>> read;

    /** @param known lines of an earlier frame that have not changed */
    Screen(Pixels frame, List<Box> boxes, LineReader reader, Map<Box, Optional<TextLine>> known) {
        this.frame = frame;
        this.boxes = List.copyOf(boxes);
        this.reader = reader;
        this.read = new HashMap<>(known);
    }

    Pixels frame() {
        return frame;
    }

    /** Where there seem to be lines. */
    List<Box> boxes() {
        return boxes;
    }

    /** All legible lines, from top to bottom. */
    List<TextLine> lines() throws OcrException {
        return lines(_ -> true);
    }

    /** The legible ones among some lines, from top to bottom. */
    synchronized List<TextLine> lines(Predicate<Box> wanted) throws OcrException {
        List<Box> chosen = boxes.stream().filter(wanted).toList();
        List<Box> unread = chosen.stream().filter(box -> !read.containsKey(box)).toList();
        List<TextLine> lines = reader.read(frame, unread);
        unread.forEach(box -> read.put(box, Optional.empty()));
        lines.forEach(line -> read.put(line.box(), Optional.of(line)));
        return chosen.stream()
                .flatMap(box -> read.getOrDefault(box, Optional.empty()).stream())
                .sorted(DOWNWARDS)
                .toList();
    }

    /** What has been read. */
    synchronized Map<Box, Optional<TextLine>> known() {
        return Map.copyOf(read);
    }
}
