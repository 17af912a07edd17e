package io.nekoagents.agent.policy.ocr;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Reads whole frames. What has not changed since a recent frame is not read again. Thread-safe. */
final class ScreenReader {

    private static final int REMEMBERED = 8;
    /** Video coding makes smaller differences of a still picture. */
    private static final int SHADES = 32;

    private final LineFinder finder;
    private final LineReader reader;
    private final Deque<Screen> recent = new ArrayDeque<>();

    ScreenReader(OcrModels models) {
        this.finder = new LineFinder(models);
        this.reader = new LineReader(models);
    }

    /** All lines of the frame, from top to bottom. */
    Screen read(Pixels frame) throws OcrException {
        List<Screen> known = known(frame);
        for (Screen screen : known) {
            if (unchanged(screen, frame, new Box(0, 0, frame.width(), frame.height()))) {
                return screen;
            }
        }
        List<TextLine> lines = new ArrayList<>();
        List<Box> unknown = new ArrayList<>();
        for (Box box : finder.find(frame).lines()) {
            known.stream()
                    .flatMap(screen -> reuse(screen, frame, box).stream())
                    .findFirst()
                    .ifPresentOrElse(lines::add, () -> unknown.add(box));
        }
        lines.addAll(reader.read(frame, unknown));
        lines.sort(Comparator.comparingInt((TextLine line) -> line.box().centreY())
                .thenComparingInt(line -> line.box().x()));
        Screen screen = new Screen(frame, List.copyOf(lines));
        remember(screen);
        return screen;
    }

    private static Optional<TextLine> reuse(Screen screen, Pixels frame, Box box) {
        return screen.lines().stream()
                .filter(line -> line.box().equals(box) && unchanged(screen, frame, box))
                .findFirst();
    }

    private static boolean unchanged(Screen screen, Pixels frame, Box area) {
        return screen.frame().changed(frame, area, SHADES) == 0;
    }

    private synchronized List<Screen> known(Pixels frame) {
        return recent.stream().filter(screen -> screen.frame().sameSize(frame)).toList();
    }

    private synchronized void remember(Screen screen) {
        recent.addFirst(screen);
        if (recent.size() > REMEMBERED) {
            recent.removeLast();
        }
    }
}
