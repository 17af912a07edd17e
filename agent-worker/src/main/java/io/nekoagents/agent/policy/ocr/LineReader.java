package io.nekoagents.agent.policy.ocr;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is written in boxes, on two threads. Each line by itself: several in one tensor take more than twice as long on
 * a processor.
 */
final class LineReader {

    private static final int HEIGHT = 48;
    private static final int WIDTH_STEP = 16;
    private static final int LONGEST = 3200;
    /** Sentences stay legible when they are squeezed, and are read sooner. */
    private static final int SENTENCE = 400;

    private static final double SQUEEZE = 0.75;
    private static final double LEGIBLE = 0.5;

    private final OcrModels models;

    LineReader(OcrModels models) {
        this.models = models;
    }

    /** The legible ones among the boxes, in no order. */
    List<TextLine> read(Pixels frame, List<Box> boxes) throws OcrException {
        List<Box> longestFirst = new ArrayList<>(boxes);
        longestFirst.sort(Comparator.comparingInt(LineReader::width).reversed());
        CompletableFuture<Share> helped =
                CompletableFuture.supplyAsync(() -> everySecond(frame, longestFirst, 0), models.helper());
        Share own = everySecond(frame, longestFirst, 1);
        List<TextLine> lines = new ArrayList<>(own.lines());
        lines.addAll(helped.join().lines());
        OcrException failure = own.failure() == null ? helped.join().failure() : own.failure();
        if (failure != null) {
            throw failure;
        }
        return lines;
    }

    /** What one of two threads has read. */
    private record Share(List<TextLine> lines, @Nullable OcrException failure) {}

    private Share everySecond(Pixels frame, List<Box> boxes, int from) {
        List<TextLine> lines = new ArrayList<>();
        try {
            for (int i = from; i < boxes.size(); i += 2) {
                read(frame, boxes.get(i)).ifPresent(lines::add);
            }
            return new Share(lines, null);
        } catch (OcrException e) {
            return new Share(lines, e);
        }
    }

    private Optional<TextLine> read(Pixels frame, Box box) throws OcrException {
        int width = width(box);
        int padded = (width + WIDTH_STEP - 1) / WIDTH_STEP * WIDTH_STEP;
        FloatBuffer planes = ByteBuffer.allocateDirect(3 * HEIGHT * padded * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        new LinePicture(frame, box, width, HEIGHT).into(planes, padded);
        String input = models.recognition().getInputNames().iterator().next();
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(models.environment(), planes, new long[] {1, 3, HEIGHT, padded});
                OrtSession.Result result = models.recognition().run(Map.of(input, tensor))) {
            OnnxTensor scores = (OnnxTensor) result.get(0);
            int steps = (int) scores.getInfo().getShape()[1];
            double stepWidth = (double) padded / steps * box.width() / width;
            return line(scores.getFloatBuffer(), steps, stepWidth, box);
        } catch (OrtException e) {
            throw new OcrException("Reading text failed: " + e.getMessage(), e);
        }
    }

    /** The best class of each step; a class that goes on over several steps is one character, the first class none. */
    private Optional<TextLine> line(FloatBuffer values, int steps, double stepWidth, Box box) {
        StringBuilder text = new StringBuilder();
        List<Integer> centres = new ArrayList<>();
        double sum = 0;
        int count = 0;
        int before = 0;
        float[] scores = new float[models.characters().size()];
        for (int step = 0; step < steps; step++) {
            values.get(step * scores.length, scores);
            int best = best(scores);
            if (best != 0 && best != before) {
                String character = models.characters().get(best);
                text.append(character);
                int centre = Math.min(box.right() - 1, box.x() + (int) ((step + 0.5) * stepWidth));
                character.chars().forEach(_ -> centres.add(centre));
                sum += scores[best];
                count++;
            }
            before = best;
        }
        return text.toString().isBlank() || sum / count < LEGIBLE
                ? Optional.empty()
                : Optional.of(new TextLine(text.toString(), box, centres, sum / count));
    }

    private static int best(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        return best;
    }

    private static int width(Box box) {
        double scaled = (double) HEIGHT * box.width() / box.height();
        double wanted = scaled > SENTENCE ? Math.max(SENTENCE, scaled * SQUEEZE) : scaled;
        return Math.clamp(Math.round(wanted), WIDTH_STEP, LONGEST);
    }
}
