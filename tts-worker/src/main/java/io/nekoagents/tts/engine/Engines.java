package io.nekoagents.tts.engine;

/** The engines that there are. */
public final class Engines {

    private Engines() {}

    /**
     * The engine that the settings name, ready to speak.
     *
     * @throws EngineException if this machine lacks what it needs; the message says what that is
     */
    public static Engine open(EngineSettings settings) throws EngineException, InterruptedException {
        return switch (settings.engine()) {
            case FREETTS -> FreeTtsEngine.open(settings.engineThreads(), settings.engineTimeout());
            case ESPEAK -> EspeakEngine.open(settings);
            case PIPER -> PiperEngine.open(settings);
            case OPENAI -> new OpenAiEngine(settings.openai(), settings.engineTimeout());
        };
    }
}
