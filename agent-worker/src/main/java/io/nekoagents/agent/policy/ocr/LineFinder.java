package io.nekoagents.agent.policy.ocr;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** Finds where on a frame lines of text are: a network says for each pixel whether it is within text. */
final class LineFinder {

    /** The network halves its input five times. */
    private static final int STRIDE = 32;

    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

    private final OcrModels models;

    LineFinder(OcrModels models) {
        this.models = models;
    }

    /** How likely each pixel of the frame is within text. */
    TextMap find(Pixels frame) throws OcrException {
        int width = padded(frame.width());
        int height = padded(frame.height());
        long[] shape = {1, 3, height, width};
        String input = models.detection().getInputNames().iterator().next();
        try (OnnxTensor tensor = OnnxTensor.createTensor(models.environment(), planes(frame, width, height), shape);
                OrtSession.Result result = models.detection().run(Map.of(input, tensor))) {
            OnnxTensor map = (OnnxTensor) result.get(0);
            FloatBuffer likely = map.getFloatBuffer();
            float[] values = new float[width * height];
            likely.get(values);
            return new TextMap(values, width, frame.width(), frame.height());
        } catch (OrtException e) {
            throw new OcrException("Finding text failed: " + e.getMessage(), e);
        }
    }

    private static int padded(int size) {
        return (size + STRIDE - 1) / STRIDE * STRIDE;
    }

    /** Blue, green and red planes, the frame's last row and column repeated to fill. */
    private static FloatBuffer planes(Pixels frame, int width, int height) {
        FloatBuffer planes = ByteBuffer.allocateDirect(3 * width * height * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        float[] row = new float[width];
        for (int plane = 0; plane < 3; plane++) {
            for (int y = 0; y < height; y++) {
                int from = Math.min(y, frame.height() - 1);
                for (int x = 0; x < width; x++) {
                    int value = channel(frame, plane, Math.min(x, frame.width() - 1), from);
                    row[x] = (value / 255f - MEAN[plane]) / DEVIATION[plane];
                }
                planes.put(row);
            }
        }
        return planes.flip();
    }

    private static int channel(Pixels frame, int plane, int x, int y) {
        return switch (plane) {
            case 0 -> frame.blue(x, y);
            case 1 -> frame.green(x, y);
            default -> frame.red(x, y);
        };
    }
}
