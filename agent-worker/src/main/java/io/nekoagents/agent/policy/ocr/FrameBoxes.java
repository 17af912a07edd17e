package io.nekoagents.agent.policy.ocr;

import java.util.ArrayList;
import java.util.List;

/** Finds rectangles with four straight edges: fields, buttons, cells. */
final class FrameBoxes {

    private static final int CONTRAST = 9;
    private static final int GAP = 2;
    private static final int NARROWEST = 24;
    private static final int LOWEST = 14;
    private static final int HIGHEST = 220;
    /** Rounded corners shorten edges. */
    private static final int SLACK = 6;

    private static final double SIDE = 0.5;
    private static final int MOST = 12000;

    private final int[][] luma;
    private final int width;
    private final int height;

    private record Edge(int y, int left, int right) {}

    private FrameBoxes(Pixels frame) {
        this.width = frame.width();
        this.height = frame.height();
        this.luma = new int[height][width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                luma[y][x] = frame.luma(x, y);
            }
        }
    }

    /** From the lowest to the highest; a border's inner and outer edge make one box. */
    static List<Box> of(Pixels frame) {
        return new FrameBoxes(frame).boxes();
    }

    private List<Box> boxes() {
        List<Edge> edges = edges();
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < edges.size(); i++) {
            Edge top = edges.get(i);
            for (int j = i + 1; j < edges.size() && edges.get(j).y() - top.y() <= HIGHEST; j++) {
                Edge bottom = edges.get(j);
                if (bottom.y() - top.y() >= LOWEST && aligned(top, bottom) && closed(top, bottom)) {
                    add(boxes, new Box(top.left(), top.y(), top.right() - top.left(), bottom.y() - top.y()));
                    break;
                }
            }
        }
        return boxes;
    }

    private static void add(List<Box> boxes, Box box) {
        boolean known = boxes.stream()
                .anyMatch(other -> Math.abs(other.x() - box.x()) <= SLACK
                        && Math.abs(other.y() - box.y()) <= SLACK
                        && Math.abs(other.right() - box.right()) <= SLACK
                        && Math.abs(other.bottom() - box.bottom()) <= SLACK);
        if (!known) {
            boxes.add(box);
        }
    }

    private static boolean aligned(Edge top, Edge bottom) {
        return Math.abs(top.left() - bottom.left()) <= SLACK && Math.abs(top.right() - bottom.right()) <= SLACK;
    }

    private boolean closed(Edge top, Edge bottom) {
        return side(Math.min(top.left(), bottom.left()), top.y(), bottom.y())
                && side(Math.max(top.right(), bottom.right()), top.y(), bottom.y());
    }

    private boolean side(int x, int top, int bottom) {
        int from = top + SLACK / 2;
        int to = bottom - SLACK / 2;
        int rows = 0;
        for (int y = from; y < to; y++) {
            if (crossed(x, y)) {
                rows++;
            }
        }
        return rows > SIDE * (to - from);
    }

    private boolean crossed(int x, int y) {
        for (int at = Math.max(1, x - SLACK); at <= Math.min(width - 1, x + SLACK); at++) {
            if (Math.abs(luma[y][at] - luma[y][at - 1]) > CONTRAST) {
                return true;
            }
        }
        // The frame's own edge closes a box, too.
        return x <= SLACK || x >= width - SLACK;
    }

    /** Long level changes of brightness, from top to bottom. */
    private List<Edge> edges() {
        List<Edge> edges = new ArrayList<>();
        for (int y = 1; y < height && edges.size() < MOST; y++) {
            addEdges(y, edges);
        }
        return edges;
    }

    private void addEdges(int y, List<Edge> edges) {
        int start = -1;
        int last = -1;
        for (int x = 0; x < width; x++) {
            if (Math.abs(luma[y][x] - luma[y - 1][x]) > CONTRAST) {
                start = start < 0 ? x : start;
                last = x;
            } else if (start >= 0 && x - last > GAP) {
                addIfLong(y, start, last, edges);
                start = -1;
            }
        }
        if (start >= 0) {
            addIfLong(y, start, last, edges);
        }
    }

    private static void addIfLong(int y, int start, int last, List<Edge> edges) {
        if (last - start >= NARROWEST) {
            edges.add(new Edge(y, start, last + 1));
        }
    }
}
