package io.nekoagents.tts.engine;

import io.nekoagents.tts.audio.AudioException;
import io.nekoagents.tts.audio.Sound;
import io.nekoagents.tts.audio.WavFile;
import java.util.List;
import java.util.concurrent.Semaphore;

/** The system's espeak-ng, one process for each utterance. */
final class EspeakEngine implements Engine {

    static final String PROGRAM = "espeak-ng";

    private final Command espeak;
    private final List<String> arguments;
    private final Semaphore free;

    private EspeakEngine(Command espeak, List<String> arguments, int parallel) {
        this.espeak = espeak;
        this.arguments = arguments;
        this.free = new Semaphore(parallel);
    }

    static EspeakEngine open(EngineSettings settings) throws EngineException, InterruptedException {
        EngineSettings.Espeak espeak = settings.espeak();
        EspeakEngine engine = new EspeakEngine(
                new Command(PROGRAM, PROGRAM, settings.engineTimeout()),
                List.of(
                        "--stdin",
                        "--stdout",
                        "-b",
                        "1",
                        "-v",
                        espeak.voice(),
                        "-s",
                        String.valueOf(espeak.wordsPerMinute())),
                settings.engineThreads());
        // Whether it is there, and has the voice.
        engine.speak(new Utterance("One."));
        return engine;
    }

    @Override
    public String name() {
        return "espeak";
    }

    @Override
    public Sound speak(Utterance utterance) throws EngineException, InterruptedException {
        free.acquire();
        try {
            return sound(espeak.run(arguments, plain(utterance.text())));
        } finally {
            free.release();
        }
    }

    /** Without what it takes for phonemes. */
    static String plain(String text) {
        return text.replace('[', ' ').replace(']', ' ').replace('\0', ' ');
    }

    private static Sound sound(byte[] output) throws EngineException {
        if (output.length == 0) {
            throw new EngineException.Refused("unsupported_text", "Nothing in this text can be pronounced");
        }
        try {
            return WavFile.read(output);
        } catch (AudioException e) {
            throw new EngineException.Unavailable("espeak-ng gave no sound: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        // Each process ends with its utterance.
    }
}
