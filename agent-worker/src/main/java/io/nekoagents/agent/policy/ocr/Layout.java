package io.nekoagents.agent.policy.ocr;

import io.nekoagents.agent.action.ActionSpace;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What stands where on a screen, and what belongs to what. */
final class Layout {

    private static final double GOOD_ENOUGH = 0.62;
    private static final double BUTTON = 0.04;
    /** A browser's own bars are at the top. */
    private static final double TOOLBAR_HEIGHT = 0.12;

    private static final double TOOLBAR = 0.1;

    private final Screen screen;
    private final ActionSpace space;
    private final List<Box> boxes;

    Layout(Screen screen, ActionSpace space) {
        this.screen = screen;
        this.space = space;
        this.boxes = FrameBoxes.of(screen.frame());
    }

    Pixels frame() {
        return screen.frame();
    }

    /** What a person would point at who is asked for the text. */
    Optional<Target> find(String wanted) {
        return all(wanted).findFirst();
    }

    /** From the most to the least likely. */
    private Stream<Target> all(String wanted) {
        return screen.lines().stream()
                .flatMap(line -> TextMatch.find(wanted, line.text()).map(match -> target(line, match)).stream())
                .filter(target -> target.score() >= GOOD_ENOUGH)
                .sorted(Comparator.comparingDouble(Target::score)
                        .reversed()
                        .thenComparingInt(target -> target.box().y()));
    }

    private Target target(TextLine line, TextMatch match) {
        Box part = line.part(match.from(), match.to());
        double score = match.score();
        if (tightBox(part).isPresent()) {
            score += BUTTON;
        }
        if (space == ActionSpace.WEB && part.bottom() < TOOLBAR_HEIGHT * frame().height()) {
            score -= TOOLBAR;
        }
        return new Target(line, part, score);
    }

    /** The button or field around a text. */
    private Optional<Box> tightBox(Box text) {
        return boxes.stream()
                .filter(box -> box.contains(text.centreX(), text.centreY()))
                .filter(box -> box.height() <= 3.2 * text.height() && linesIn(box) <= 1)
                .min(Comparator.comparingInt(Box::width));
    }

    /** The field with this label or content. */
    Optional<Box> field(String label) {
        List<Target> targets = all(label).limit(5).toList();
        return targets.stream()
                .flatMap(target -> fieldOf(target).stream())
                .findFirst()
                .or(() -> targets.stream().findFirst().map(target -> besides(target.box())));
    }

    private Optional<Box> fieldOf(Target target) {
        Box label = target.box();
        Optional<Box> around = tightBox(label);
        if (around.isPresent() && isField(around.get())) {
            return around;
        }
        return right(label).or(() -> below(label)).or(() -> left(label));
    }

    private Optional<Box> right(Box label) {
        return fields().filter(box -> box.y() < label.centreY() && box.bottom() > label.centreY())
                .filter(box -> box.x() >= label.right() - 4 && box.x() - label.right() < 18 * label.height())
                .min(Comparator.comparingInt(Box::x));
    }

    private Optional<Box> below(Box label) {
        return fields().filter(box -> box.y() >= label.centreY() && box.y() - label.bottom() < 2 * label.height())
                .filter(box -> box.overlapAcross(label) > 0)
                .min(Comparator.comparingInt(box -> box.y() + Math.abs(box.x() - label.x()) / 8));
    }

    /** A search button stands behind its field. */
    private Optional<Box> left(Box label) {
        return fields().filter(box -> box.y() < label.centreY() && box.bottom() > label.centreY())
                .filter(box -> box.right() <= label.x() + 4 && label.x() - box.right() < 3 * label.height())
                .max(Comparator.comparingInt(Box::right));
    }

    private Stream<Box> fields() {
        return boxes.stream().filter(this::isField);
    }

    /** Wide and without a word, or with one that leaves much of it free; without other boxes in it. */
    private boolean isField(Box box) {
        if (box.width() < 40 || box.width() < 1.2 * box.height() || coloured(box)) {
            return false;
        }
        boolean nested = boxes.stream()
                .anyMatch(other -> !other.equals(box) && other.width() < box.width() - 16 && box.contains(other));
        List<TextLine> texts = screen.lines().stream()
                .filter(line -> box.contains(line.box().centreX(), line.box().centreY()))
                .toList();
        return !nested
                && (texts.isEmpty()
                        || (texts.size() == 1 && startsIn(box, texts.getFirst().box())));
    }

    private static boolean startsIn(Box box, Box text) {
        int before = text.x() - box.x();
        int behind = box.right() - text.right();
        return before < 1.5 * text.height() + 8 && behind > before + text.height();
    }

    /** Buttons are, fields are not. */
    private boolean coloured(Box box) {
        int coloured = 0;
        int seen = 0;
        int y = box.y() + box.height() / 5;
        for (int x = box.x() + box.width() / 8; x < box.right() - box.width() / 8; x += 2) {
            int red = frame().red(x, y);
            int green = frame().green(x, y);
            int blue = frame().blue(x, y);
            int most = Math.max(red, Math.max(green, blue));
            int least = Math.min(red, Math.min(green, blue));
            coloured += most - least > 60 ? 1 : 0;
            seen++;
        }
        return coloured > seen / 2;
    }

    private long linesIn(Box box) {
        return screen.lines().stream()
                .filter(line -> box.contains(line.box().centreX(), line.box().centreY()))
                .count();
    }

    /** No box is to be seen: just right of a label with a colon, else just below. */
    private Box besides(Box label) {
        boolean colon = screen.lines().stream()
                .anyMatch(line ->
                        line.box().contains(label) && line.text().strip().endsWith(":"));
        int step = label.height();
        Box guess = colon
                ? new Box(label.right() + step, label.y(), 2 * step, step)
                : new Box(label.x(), label.bottom() + step / 2, 2 * step, step);
        int x = Math.clamp(guess.x(), 0, Math.max(0, frame().width() - guess.width()));
        int y = Math.clamp(guess.y(), 0, Math.max(0, frame().height() - guess.height()));
        return new Box(x, y, guess.width(), guess.height());
    }

    /** The line with the text; where the text is all of it, the line that follows to the right, or below. */
    Optional<String> read(String label) {
        return find(label).map(target -> {
            TextLine line = target.line();
            return says(line, target)
                    ? line.text()
                    : next(line).map(TextLine::text).orElse(line.text());
        });
    }

    private static boolean says(TextLine line, Target target) {
        return line.part(0, line.text().length()).width()
                > target.box().width() + line.box().height();
    }

    private Optional<TextLine> next(TextLine label) {
        Box at = label.box();
        Optional<TextLine> right = screen.lines().stream()
                .filter(line -> line.box().overlapDown(at) > at.height() / 2
                        && line.box().x() >= at.right())
                .min(Comparator.comparingInt(line -> line.box().x()));
        return right.or(() -> screen.lines().stream()
                .filter(line -> line.box().y() >= at.centreY()
                        && !line.equals(label)
                        && line.box().overlapAcross(at) > 0)
                .filter(line -> line.box().y() - at.bottom() < 3 * at.height())
                .min(Comparator.comparingInt(line -> line.box().y())));
    }
}
