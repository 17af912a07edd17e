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
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;

/** A voice made for Piper, on ONNX Runtime; what its letters sound like is asked of the system's espeak-ng. */
final class PiperEngine implements Engine {

    private final PiperVoice voice;
    private final Phonemes phonemes;
    private final int speaker;
    private final OrtEnvironment runtime;
    private final OrtSession session;
    private final ThreadFactory threads =
            Thread.ofPlatform().name("piper-", 0).daemon().factory();
    private final int parallel;
    private final Semaphore free;

    private PiperEngine(EngineSettings settings, PiperVoice voice, OrtEnvironment runtime, OrtSession session) {
        this.voice = voice;
        this.phonemes = new Phonemes(
                new Command(EspeakEngine.PROGRAM, EspeakEngine.PROGRAM, settings.engineTimeout()), voice.language());
        this.speaker = settings.piper().speaker();
        this.runtime = runtime;
        this.session = session;
        this.parallel = settings.engineThreads();
        this.free = new Semaphore(parallel);
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
            try {
                engine.speak(new Utterance("One."));
            } catch (EngineException | InterruptedException e) {
                engine.close();
                throw e;
            }
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
        free.acquire();
        try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
            return new Sound(run(voice.numbers(spoken), options), voice.rate());
        } catch (OrtException e) {
            throw new EngineException.Unavailable("The model failed", e);
        } finally {
            free.release();
        }
    }

    /** In a thread of its own, as the model does not see an interrupt; it has ended when this returns, so its options may go. */
    private float[] run(long[] numbers, OrtSession.RunOptions options)
            throws EngineException, OrtException, InterruptedException {
        Semaphore ended = new Semaphore(0);
        FutureTask<float[]> samples = new FutureTask<>(() -> {
            try {
                return samples(numbers, options);
            } finally {
                ended.release();
            }
        });
        threads.newThread(samples).start();
        try {
            return samples.get();
        } catch (InterruptedException e) {
            options.setTerminate(true);
            ended.acquireUninterruptibly();
            throw e;
        } catch (ExecutionException e) {
            throw new EngineException.Unavailable("The model failed", e.getCause());
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
        // The model may go when nobody speaks.
        free.acquireUninterruptibly(parallel);
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("The model cannot be closed", e);
        }
    }
}
