package io.nekoagents.agent.run;

import io.nekoagents.agent.action.Action;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/** Notices a run that does the same again and again while nothing changes on the screen. */
final class ProgressGuard {

    /** Video coding makes smaller differences of a still picture. */
    private static final int SHADES = 48;
    /** A blinking caret changes fewer pixels; a changed digit more. */
    private static final int PIXELS = 50;

    private final int limit;
    private @Nullable Action last;
    private @Nullable BufferedImage before;
    private int repeated;

    ProgressGuard(int limit) {
        this.limit = limit;
    }

    /** Whether the action, about to be taken on this view, has been taken so often in vain that the run is stuck. */
    boolean stuck(Action action, BufferedImage view) {
        boolean same = action.equals(last) && before != null && alike(before, view);
        repeated = same ? repeated + 1 : 0;
        last = action;
        before = view;
        return repeated >= limit;
    }

    private static boolean alike(BufferedImage one, BufferedImage other) {
        int width = one.getWidth();
        int height = one.getHeight();
        if (width != other.getWidth() || height != other.getHeight()) {
            return false;
        }
        int changed = 0;
        int[] these = new int[width];
        int[] those = new int[width];
        for (int y = 0; y < height && changed <= PIXELS; y++) {
            one.getRGB(0, y, width, 1, these, 0, width);
            other.getRGB(0, y, width, 1, those, 0, width);
            changed += different(these, those);
        }
        return changed <= PIXELS;
    }

    private static int different(int[] these, int[] those) {
        int changed = 0;
        for (int x = 0; x < these.length; x++) {
            // Green stands for brightness.
            if (Math.abs((these[x] >> 8 & 0xff) - (those[x] >> 8 & 0xff)) > SHADES) {
                changed++;
            }
        }
        return changed;
    }
}
