package io.nekoagents.agent.policy.ocr;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The networks that find and read lines, loaded once per JVM and kept for its life.
 *
 * @param helper reads lines besides the thread that wants to know them
 * @param characters what the reading network's classes stand for; the first is the blank
 */
record OcrModels(
        OrtEnvironment environment,
        OrtSession detection,
        OrtSession recognition,
        Executor helper,
        List<String> characters) {

    private static final String DETECTION = "/models/ch_PP-OCRv3_det_infer.onnx";
    private static final String RECOGNITION = "/models/ch_PP-OCRv3_rec_infer.onnx";
    private static final String CHARACTERS = "/models/ppocr_keys_v1.txt";
    private static final int DETECTION_THREADS = 2;
    private static final int RECOGNITION_THREADS = 1;

    private static final Object LOCK = new Object();
    private static @Nullable OcrModels shared;

    /** @throws OcrException if a network cannot be loaded; the next call tries again */
    static OcrModels shared() throws OcrException {
        synchronized (LOCK) {
            if (shared == null) {
                shared = load();
            }
            return shared;
        }
    }

    private static OcrModels load() throws OcrException {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment("ocr");
            return new OcrModels(
                    environment,
                    session(environment, DETECTION, DETECTION_THREADS),
                    session(environment, RECOGNITION, RECOGNITION_THREADS),
                    Executors.newSingleThreadExecutor(
                            Thread.ofPlatform().daemon().name("ocr-helper").factory()),
                    readCharacters());
        } catch (OrtException | IOException | UnsatisfiedLinkError e) {
            throw new OcrException("The networks that read text cannot be loaded: " + e.getMessage(), e);
        }
    }

    private static OrtSession session(OrtEnvironment environment, String resource, int threads)
            throws OrtException, IOException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            // Waiting threads that keep the processor busy slow down everybody, themselves included.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.setInterOpNumThreads(1);
            // Every line has its own width; patterns of one help no other.
            options.setMemoryPatternOptimization(false);
            return environment.createSession(bytes(resource), options);
        }
    }

    private static List<String> readCharacters() throws IOException {
        List<String> characters = new ArrayList<>();
        characters.add("");
        new String(bytes(CHARACTERS), StandardCharsets.UTF_8).lines().forEach(characters::add);
        characters.add(" ");
        return List.copyOf(characters);
    }

    private static byte[] bytes(String resource) throws IOException {
        try (InputStream stream = OcrModels.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IOException(resource + " is not on the class path");
            }
            return stream.readAllBytes();
        }
    }
}
