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

/** Reads what is written in boxes, several lines of like width at a time. */
final class LineReader {

    private static final int HEIGHT = 48;
    private static final int WIDTH_STEP = 64;
    private static final int LONGEST = 3200;
    private static final int BATCH = 6;
    private static final double LEGIBLE = 0.5;

    private final OcrModels models;

    LineReader(OcrModels models) {
        this.models = models;
    }

    /** The legible ones among the boxes, in no order. */
    List<TextLine> read(Pixels frame, List<Box> boxes) throws OcrException {
        List<Box> byWidth = new ArrayList<>(boxes);
        byWidth.sort(Comparator.comparingInt(LineReader::width));
        List<TextLine> lines = new ArrayList<>();
        int from = 0;
        while (from < byWidth.size()) {
            int width = rounded(width(byWidth.get(from)));
            int to = from;
            while (to < byWidth.size() && to - from < BATCH && rounded(width(byWidth.get(to))) == width) {
                to++;
            }
            readBatch(frame, byWidth.subList(from, to), width, lines);
            from = to;
        }
        return lines;
    }

    private void readBatch(Pixels frame, List<Box> boxes, int width, List<TextLine> lines) throws OcrException {
        FloatBuffer planes = ByteBuffer.allocateDirect(boxes.size() * 3 * HEIGHT * width * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int i = 0; i < boxes.size(); i++) {
            new LinePicture(frame, boxes.get(i), width(boxes.get(i)), HEIGHT)
                    .into(planes, i * 3 * HEIGHT * width, width);
        }
        long[] shape = {boxes.size(), 3, HEIGHT, width};
        String input = models.recognition().getInputNames().iterator().next();
        try (OnnxTensor tensor = OnnxTensor.createTensor(models.environment(), planes, shape);
                OrtSession.Result result = models.recognition().run(Map.of(input, tensor))) {
            OnnxTensor scores = (OnnxTensor) result.get(0);
            int steps = (int) scores.getInfo().getShape()[1];
            FloatBuffer values = scores.getFloatBuffer();
            for (int i = 0; i < boxes.size(); i++) {
                line(values, i * steps, steps, boxes.get(i), width).ifPresent(lines::add);
            }
        } catch (OrtException e) {
            throw new OcrException("Reading text failed: " + e.getMessage(), e);
        }
    }

    /** The best class of each step; a class that goes on over several steps is one character, the first class none. */
    private Optional<TextLine> line(FloatBuffer values, int firstStep, int steps, Box box, int width) {
        int classes = models.characters().size();
        StringBuilder text = new StringBuilder();
        List<Integer> centres = new ArrayList<>();
        double sum = 0;
        int count = 0;
        int before = 0;
        float[] scores = new float[classes];
        for (int step = 0; step < steps; step++) {
            values.get((firstStep + step) * classes, scores);
            int best = best(scores);
            if (best != 0 && best != before) {
                String character = models.characters().get(best);
                text.append(character);
                int centre = box.x() + (int) ((step + 0.5) * width / steps * box.width() / width(box));
                for (int i = 0; i < character.length(); i++) {
                    centres.add(Math.min(centre, box.right() - 1));
                }
                sum += scores[best];
                count++;
            }
            before = best;
        }
        if (text.toString().isBlank() || sum / count < LEGIBLE) {
            return Optional.empty();
        }
        return Optional.of(new TextLine(text.toString(), box, centres, sum / count));
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
        long scaled = Math.round((double) HEIGHT * box.width() / box.height());
        return Math.clamp(scaled, WIDTH_STEP / 4, LONGEST);
    }

    private static int rounded(int width) {
        return (width + WIDTH_STEP - 1) / WIDTH_STEP * WIDTH_STEP;
    }
}
