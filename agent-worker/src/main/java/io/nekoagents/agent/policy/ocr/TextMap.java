package io.nekoagents.agent.policy.ocr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How likely each pixel is within text, and the boxes of lines that follow from it. */
final class TextMap {

    private static final float WITHIN = 0.3f;
    private static final double SURE = 0.5;
    private static final double UNCLIP = 1.6;
    private static final int SMALLEST = 3;
    /** Widest gap between two words of a line, in heights of it. */
    private static final double WORD_GAP = 0.5;
    /** How much of the lower word's height two words of a line share. */
    private static final double WORD_ROW = 0.7;

    private final float[] likely;
    private final int stride;
    private final int width;
    private final int height;

    /**
     * @param stride values per row, at least the width
     * @param width of the frame
     * @param height of it
     */
    TextMap(float[] likely, int stride, int width, int height) {
        this.likely = likely;
        this.stride = stride;
        this.width = width;
        this.height = height;
    }

    /** One box per connected patch, from top to bottom, grown to where the letters end. */
    List<Box> lines() {
        boolean[] seen = new boolean[likely.length];
        int[] pending = new int[likely.length];
        List<Box> boxes = new ArrayList<>();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int start = y * stride + x;
                if (!seen[start] && likely[start] > WITHIN) {
                    addIfText(patch(start, seen, pending), boxes);
                }
            }
        }
        return joined(boxes);
    }

    /** Wide gaps between words can part a line. */
    private static List<Box> joined(List<Box> boxes) {
        List<Box> rest = new ArrayList<>(boxes);
        rest.sort(Comparator.comparingInt(Box::x));
        List<Box> lines = new ArrayList<>();
        while (!rest.isEmpty()) {
            Box line = rest.removeFirst();
            for (int i = 0; i < rest.size(); i++) {
                if (continues(line, rest.get(i))) {
                    line = line.with(rest.remove(i));
                    i = -1;
                }
            }
            lines.add(line);
        }
        lines.sort(Comparator.comparingInt(Box::centreY).thenComparingInt(Box::x));
        return lines;
    }

    private static boolean continues(Box line, Box next) {
        int lower = Math.min(line.height(), next.height());
        int higher = Math.max(line.height(), next.height());
        return line.overlapDown(next) > WORD_ROW * lower
                && higher < 2 * lower
                && -line.overlapAcross(next) < WORD_GAP * lower;
    }

    private void addIfText(Patch patch, List<Box> boxes) {
        Box core = patch.box();
        if (Math.min(core.width(), core.height()) < SMALLEST || patch.mean() < SURE) {
            return;
        }
        // The network marks the middle of the letters only; this undoes what it was trained to take away.
        double by = core.width() * core.height() * UNCLIP / (2.0 * (core.width() + core.height()));
        boxes.add(core.grown((int) Math.round(by), width, height));
    }

    private Patch patch(int start, boolean[] seen, int[] pending) {
        Patch patch = new Patch();
        int count = 0;
        pending[count++] = start;
        seen[start] = true;
        while (count > 0) {
            int at = pending[--count];
            int x = at % stride;
            int y = at / stride;
            patch.add(x, y, likely[at]);
            for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
                for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
                    int near = ny * stride + nx;
                    if (!seen[near] && likely[near] > WITHIN) {
                        seen[near] = true;
                        pending[count++] = near;
                    }
                }
            }
        }
        return patch;
    }

    /** Pixels that hang together. */
    private static final class Patch {

        private int left = Integer.MAX_VALUE;
        private int top = Integer.MAX_VALUE;
        private int right = -1;
        private int bottom = -1;
        private double sum;
        private int count;

        void add(int x, int y, float value) {
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
            sum += value;
            count++;
        }

        Box box() {
            return new Box(left, top, right - left + 1, bottom - top + 1);
        }

        double mean() {
            return sum / count;
        }
    }
}
