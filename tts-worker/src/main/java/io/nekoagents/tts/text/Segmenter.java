package io.nekoagents.tts.text;

import io.nekoagents.tts.text.Scanner.Kind;
import io.nekoagents.tts.text.Scanner.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts text into segments while it comes: each as soon as no text to come can change it. Where it cuts does not depend on how
 * the text is cut into pieces. The first segment, also the first after a flush, is short, so that sound starts early. Not
 * thread-safe.
 *
 * <p>Segments tile the text: one begins where that before it ends. What cannot be pronounced belongs to the segment behind it.
 */
public final class Segmenter {

    private static final Limits FIRST = new Limits(12, 40, 60);
    private static final Limits LATER = new Limits(80, 200, 200);
    private static final int IDEOGRAPH_WEIGHT = 3;
    /** Most of an address that counts: its host is said, not all of it. */
    private static final int ADDRESS_WEIGHT = 20;

    /**
     * In characters.
     *
     * @param clause an end of a clause is a good cut only behind this
     * @param wanted cut at a word before this
     * @param most when no good cut has come until here
     */
    private record Limits(int clause, int wanted, int most) {}

    private final StringBuilder text = new StringBuilder();
    /** Where in the request {@code text} begins. */
    private int offset;
    /** Where the next segment begins, in the request: before {@code start}, if there is nothing to say between them. */
    private int from;
    /** Where in {@code text} that begins which is not spoken yet. */
    private int start;

    private boolean first = true;
    private Cut cut;

    /** Where {@code text} has been looked at, and what was found since {@code start}. */
    private static final class Cut {
        private int at;
        private int weight;
        private int word = -1;
        private int clause = -1;

        private Cut(int at) {
            this.at = at;
        }
    }

    public Segmenter() {
        this(0);
    }

    /** @param from length of the request's text that is not given again */
    public Segmenter(int from) {
        this.offset = from;
        this.from = from;
        this.cut = new Cut(0);
    }

    /** The segments that are whole now. */
    public List<Segment> append(String piece) {
        text.append(piece);
        List<Segment> segments = new ArrayList<>();
        advance(false, segments);
        forget();
        return segments;
    }

    /** What is left, as no text comes for now, or never. */
    public List<Segment> flush() {
        List<Segment> segments = new ArrayList<>();
        advance(true, segments);
        emit(text.length(), segments);
        forget();
        first = true;
        return segments;
    }

    /** Whether there is text that no segment has yet. */
    public boolean pending() {
        return start < text.length();
    }

    private void advance(boolean complete, List<Segment> segments) {
        Scanner scanner = new Scanner(text, complete);
        while (true) {
            Optional<Part> next = scanner.at(cut.at);
            if (next.isEmpty()) {
                return;
            }
            take(next.get(), segments);
        }
    }

    private void take(Part part, List<Segment> segments) {
        switch (part.kind()) {
            case NEWLINE -> emit(part.to(), segments);
            case SPACE -> {
                if (part.from() > start) {
                    space(part.from(), segments);
                }
                cut.at = Math.max(cut.at, part.to());
            }
            case IDEOGRAPH -> word(part, IDEOGRAPH_WEIGHT, segments);
            case WORD -> word(part, part.to() - part.from(), segments);
            case ADDRESS -> word(part, Math.min(part.to() - part.from(), ADDRESS_WEIGHT), segments);
            case TAG -> cut.at = part.to();
        }
    }

    private void space(int at, List<Segment> segments) {
        Limits limits = limits();
        switch (Ending.of(text, start, at)) {
            case SENTENCE -> emit(at, segments);
            case CLAUSE -> {
                cut.clause = cut.weight >= limits.clause() ? at : cut.clause;
                if (first && cut.clause >= 0) {
                    emit(at, segments);
                } else {
                    cut.word = at;
                }
            }
            case NONE -> {
                if (cut.weight <= limits.wanted()) {
                    cut.word = at;
                }
            }
        }
        cut.weight++;
    }

    private void word(Part part, int weight, List<Segment> segments) {
        Limits limits = limits();
        if (cut.weight > 0 && cut.weight + weight > limits.most()) {
            emit(best(part.from()), segments);
            return;
        }
        cut.weight += weight;
        cut.at = part.to();
        boolean spaceless = part.kind() == Kind.IDEOGRAPH || Ending.closes(text, part.from(), part.to());
        if (spaceless && !Ending.continues(text, part.to())) {
            switch (Ending.of(text, start, part.to())) {
                case SENTENCE -> emit(part.to(), segments);
                case CLAUSE -> {
                    cut.clause = cut.weight >= limits.clause() ? part.to() : cut.clause;
                    if (first && cut.clause >= 0) {
                        emit(part.to(), segments);
                    }
                }
                case NONE -> {}
            }
        }
    }

    private Limits limits() {
        return first ? FIRST : LATER;
    }

    private int best(int otherwise) {
        if (cut.clause > start) {
            return cut.clause;
        }
        return cut.word > start ? cut.word : otherwise;
    }

    private void emit(int to, List<Segment> segments) {
        String spoken = SpokenText.of(text.substring(start, to));
        if (!spoken.isEmpty()) {
            segments.add(new Segment(spoken, from, offset + to));
            from = offset + to;
            first = false;
        }
        start = to;
        cut = new Cut(to);
    }

    /** Drops the text that is spoken, now and then, so that long texts cost no more by the character than short ones. */
    private void forget() {
        if (start > 1_024 && start > text.length() / 2) {
            text.delete(0, start);
            offset += start;
            cut.at -= start;
            cut.word = cut.word < 0 ? -1 : cut.word - start;
            cut.clause = cut.clause < 0 ? -1 : cut.clause - start;
            start = 0;
        }
    }
}
