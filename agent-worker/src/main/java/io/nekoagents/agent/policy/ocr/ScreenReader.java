package io.nekoagents.agent.policy.ocr;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the text of whole frames. What has not changed since a recent frame is not read again. Thread-safe. */
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

    Screen read(Pixels frame) throws OcrException {
        List<Screen> similar = recent(frame);
        for (Screen screen : similar) {
            if (unchanged(screen, frame, new Box(0, 0, frame.width(), frame.height()))) {
                return screen;
            }
        }
        List<Box> boxes = finder.find(frame).lines();
        Screen screen = new Screen(frame, boxes, reader, known(frame, boxes, similar));
        remember(screen);
        return screen;
    }

    private static Map<Box, Optional<TextLine>> known(Pixels frame, List<Box> boxes, List<Screen> similar) {
        Map<Box, Optional<TextLine>> known = new HashMap<>();
        for (Screen screen : similar) {
            Map<Box, Optional<TextLine>> lines = screen.known();
            for (Box box : boxes) {
                Optional<TextLine> line = lines.get(box);
                if (line != null && !known.containsKey(box) && unchanged(screen, frame, box)) {
                    known.put(box, line);
                }
            }
        }
        return known;
    }

    private static boolean unchanged(Screen screen, Pixels frame, Box area) {
        return screen.frame().changed(frame, area, SHADES) == 0;
    }

    private synchronized List<Screen> recent(Pixels frame) {
        return recent.stream().filter(screen -> screen.frame().sameSize(frame)).toList();
    }

    private synchronized void remember(Screen screen) {
        recent.addFirst(screen);
        if (recent.size() > REMEMBERED) {
            recent.removeLast();
        }
    }
}
