package io.nekoagents.agent.policy.ocr;

import java.util.List;

/**
 * A line of text on the screen.
 *
 * @param centres where each character of the text is, in pixels from the frame's left edge
 * @param confidence mean of its characters, 0 to 1
 */
record TextLine(String text, Box box, List<Integer> centres, double confidence) {

    TextLine {
        centres = List.copyOf(centres);
    }

    /** The part of the box that the characters from one index to before another stand in. */
    Box part(int from, int to) {
        int left = from == 0 ? box.x() : (centres.get(from - 1) + centres.get(from)) / 2;
        int right = to == centres.size() ? box.right() : (centres.get(to - 1) + centres.get(to) + 1) / 2;
        return new Box(left, box.y(), Math.max(1, right - left), box.height());
    }
}
