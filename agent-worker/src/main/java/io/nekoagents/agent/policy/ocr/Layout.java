package io.nekoagents.agent.policy.ocr;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What stands where on a screen, and what belongs to what. */
final class Layout {

    private static final double GOOD_ENOUGH = 0.62;
    /** Only a line that is the wanted text or has little besides it scores as much, toolbar or not. */
    private static final double CERTAIN = 0.89;

    private static final double BUTTON = 0.04;
    /** Widths of a letter, in heights of its line. */
    private static final double NARROW = 0.22;

    private static final double WIDE = 0.85;
    /** A browser's own bars are at the top, as is the status bar of a phone. */
    private static final double TOOLBAR_HEIGHT = 0.12;

    private static final double TOOLBAR = 0.1;

    private final Screen screen;
    private final List<Box> boxes;

    Layout(Screen screen) {
        this.screen = screen;
        this.boxes = FrameBoxes.of(screen.frame());
    }

    Pixels frame() {
        return screen.frame();
    }

    /** What a person would point at who is asked for the text. */
    Optional<Target> find(String wanted) throws OcrException {
        return all(wanted).stream().findFirst();
    }

    /** From the most to the least likely. A page full of words is read only where a line may be the wanted one. */
    private List<Target> all(String wanted) throws OcrException {
        List<Target> likely = ranked(wanted, screen.lines(box -> fits(wanted, box)));
        boolean certain = !likely.isEmpty() && likely.getFirst().score() >= CERTAIN;
        return certain ? likely : ranked(wanted, screen.lines());
    }

    /** Whether a line of this shape may have as many letters. */
    private static boolean fits(String wanted, Box box) {
        double shape = (double) box.width() / box.height();
        return shape > NARROW * wanted.length() && shape < WIDE * wanted.length() + 1;
    }

    private List<Target> ranked(String wanted, List<TextLine> lines) {
        return lines.stream()
                .flatMap(line -> TextMatch.find(wanted, line.text()).map(match -> target(line, match)).stream())
                .filter(target -> target.score() >= GOOD_ENOUGH)
                .sorted(Comparator.comparingDouble(Target::score)
                        .reversed()
                        .thenComparingInt(target -> target.box().y()))
                .toList();
    }

    private Target target(TextLine line, TextMatch match) {
        Box part = line.part(match.from(), match.to());
        double score = match.score();
        if (tightBox(part).isPresent()) {
            score += BUTTON;
        }
        if (part.bottom() < TOOLBAR_HEIGHT * frame().height()) {
            score -= TOOLBAR;
        }
        return new Target(line, part, score);
    }

    /** The button or field around a text. */
    private Optional<Box> tightBox(Box text) {
        return boxes.stream()
                .filter(box -> box.contains(text.centreX(), text.centreY()))
                .filter(box ->
                        box.height() <= 3.2 * text.height() && textsIn(box).size() <= 1)
                .min(Comparator.comparingInt(Box::width));
    }

    /** The field with this label or content. */
    Optional<Box> field(String label) throws OcrException {
        List<Target> targets = all(label).stream().limit(5).toList();
        return targets.stream()
                .flatMap(target -> fieldOf(target).stream())
                .findFirst()
                .or(() -> targets.stream().findFirst().map(this::besides));
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
                .min(Comparator.comparingInt((Box box) -> box.x() / 8).thenComparingInt(Box::height));
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
        List<Box> texts = textsIn(box);
        return !nested && (texts.isEmpty() || (texts.size() == 1 && startsIn(box, texts.getFirst())));
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

    /** Lines in a box; what is about as high as wide is an icon. */
    private List<Box> textsIn(Box box) {
        return screen.boxes().stream()
                .filter(line -> box.contains(line.centreX(), line.centreY()))
                .filter(line -> line.width() > 1.5 * line.height())
                .toList();
    }

    /** No box is to be seen: just right of a label with a colon, else just below. */
    private Box besides(Target target) {
        Box label = target.box();
        int step = label.height();
        Box guess = target.line().text().strip().endsWith(":")
                ? new Box(label.right() + step, label.y(), 2 * step, step)
                : new Box(label.x(), label.bottom() + step / 2, 2 * step, step);
        int x = Math.clamp(guess.x(), 0, Math.max(0, frame().width() - guess.width()));
        int y = Math.clamp(guess.y(), 0, Math.max(0, frame().height() - guess.height()));
        return new Box(x, y, guess.width(), guess.height());
    }

    /** The line with the text; where the text is all of it, the line that follows to the right, or below. */
    Optional<String> read(String label) throws OcrException {
        Optional<Target> target = find(label);
        if (target.isEmpty()) {
            return Optional.empty();
        }
        TextLine line = target.get().line();
        boolean saysMore =
                line.box().width() > target.get().box().width() + line.box().height();
        return Optional.of(saysMore ? line.text() : next(line.box()).orElse(line.text()));
    }

    private Optional<String> next(Box label) throws OcrException {
        Optional<Box> right = screen.boxes().stream()
                .filter(box -> box.overlapDown(label) > label.height() / 2 && box.x() >= label.right())
                .min(Comparator.comparingInt(Box::x));
        Optional<Box> next = right.or(() -> screen.boxes().stream()
                .filter(box -> box.y() >= label.centreY() && box.overlapAcross(label) > 0)
                .filter(box -> box.y() - label.bottom() < 3 * label.height())
                .min(Comparator.comparingInt(Box::y)));
        return next.isEmpty()
                ? Optional.empty()
                : screen.lines(next.get()::equals).stream().findFirst().map(TextLine::text);
    }
}
