package io.nekoagents.tts.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.nekoagents.tts.audio.Sound;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A voice made for Piper, on ONNX Runtime; what its letters sound like is asked of the system's espeak-ng. */
final class PiperEngine implements Engine {

    private final PiperVoice voice;
    private final Phonemes phonemes;
    private final int speaker;
    private final OrtEnvironment runtime;
    private final OrtSession session;
    /** As many as speak at once. */
    private final ExecutorService threads;

    private PiperEngine(EngineSettings settings, PiperVoice voice, OrtEnvironment runtime, OrtSession session) {
        this.voice = voice;
        this.phonemes = new Phonemes(
                new Command(EspeakEngine.PROGRAM, EspeakEngine.PROGRAM, settings.engineTimeout()), voice.language());
        this.speaker = settings.piper().speaker();
        this.runtime = runtime;
        this.session = session;
        this.threads = Executors.newFixedThreadPool(
                settings.engineThreads(),
                Thread.ofPlatform().name("piper-", 0).daemon().factory());
    }

    static PiperEngine open(EngineSettings settings) throws EngineException, InterruptedException {
        Path onnx = Objects.requireNonNull(settings.piper().voice());
        PiperVoice voice = PiperVoice.read(onnx);
        if (settings.piper().speaker() >= voice.speakers()) {
            throw new EngineException.Unavailable(
                    "neko.tts.piper.speaker must be below the " + voice.speakers() + " speakers of the voice", null);
        }
        if (!Files.isReadable(onnx)) {
            throw new EngineException.Unavailable("neko.tts.piper.voice: " + onnx + " cannot be read", null);
        }
        OrtEnvironment runtime = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(settings.piper().threads());
            options.setInterOpNumThreads(1);
            PiperEngine engine =
                    new PiperEngine(settings, voice, runtime, runtime.createSession(onnx.toString(), options));
            // Whether espeak-ng is there; and the first is slow.
            engine.speak(new Utterance("One."));
            return engine;
        } catch (OrtException e) {
            throw new EngineException.Unavailable("neko.tts.piper.voice: " + onnx + " cannot be loaded", e);
        }
    }

    @Override
    public String name() {
        return "piper";
    }

    @Override
    public Sound speak(Utterance utterance) throws EngineException, InterruptedException {
        String spoken = phonemes.of(utterance.text());
        if (spoken.isEmpty()) {
            throw new EngineException.Refused("unsupported_text", "Nothing in this text can be pronounced");
        }
        long[] numbers = voice.numbers(spoken);
        try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
            Future<float[]> samples = threads.submit(() -> samples(numbers, options));
            try {
                return new Sound(samples.get(), voice.rate());
            } catch (InterruptedException e) {
                options.setTerminate(true);
                finish(samples);
                throw e;
            }
        } catch (ExecutionException | OrtException e) {
            throw new EngineException.Unavailable(
                    "The model failed", e instanceof ExecutionException ? e.getCause() : e);
        }
    }

    /** Its options must outlive it. */
    private static void finish(Future<float[]> samples) {
        boolean ended = samples.cancel(false);
        while (!ended) {
            try {
                samples.get();
                ended = true;
            } catch (InterruptedException _) {
                // It is being ended as it is.
            } catch (ExecutionException _) {
                ended = true;
            }
        }
    }

    private float[] samples(long[] numbers, OrtSession.RunOptions options) throws OrtException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            inputs.put("input", longs(numbers, 1, numbers.length));
            inputs.put("input_lengths", longs(new long[] {numbers.length}, 1));
            float[] scales = {voice.noise(), voice.length(), voice.noiseWidth()};
            inputs.put("scales", OnnxTensor.createTensor(runtime, FloatBuffer.wrap(scales), new long[] {3}));
            if (voice.speakers() > 1) {
                inputs.put("sid", longs(new long[] {speaker}, 1));
            }
            try (OrtSession.Result result = session.run(inputs, options)) {
                FloatBuffer output = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] samples = new float[output.remaining()];
                output.get(samples);
                return samples;
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor longs(long[] values, long... shape) throws OrtException {
        return OnnxTensor.createTensor(runtime, LongBuffer.wrap(values), shape);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("The model cannot be closed", e);
        }
    }
}
