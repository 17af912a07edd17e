package io.nekoagents.tts.engine;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who speaks.
 *
 * @param engine the engine's name
 * @param engineThreads segments that are synthesised at once, 1 to 64
 * @param engineTimeout longest time for one segment
 * @param espeak of the engine {@code espeak}
 * @param piper of the engine {@code piper}
 * @param openai of the engine {@code openai}
 */
@ConfigurationProperties("neko.tts")
public record EngineSettings(
        @DefaultValue("freetts") EngineName engine,
        @DefaultValue("2") int engineThreads,
        @DefaultValue("30s") Duration engineTimeout,
        @DefaultValue Espeak espeak,
        @DefaultValue Piper piper,
        @DefaultValue OpenAi openai) {

    /** The engines. */
    public enum EngineName {
        /** A voice of diphones, within the worker: English. */
        FREETTS,
        /** The system's espeak-ng: many languages. */
        ESPEAK,
        /** A neural voice that the user brings, within the worker. */
        PIPER,
        /** An OpenAI-compatible endpoint. */
        OPENAI
    }

    /**
     * espeak-ng.
     *
     * @param voice as {@code espeak-ng --voices} lists them
     * @param wordsPerMinute speed, 80 to 450
     */
    public record Espeak(
            @DefaultValue("en-us") String voice,
            @DefaultValue("160") int wordsPerMinute) {

        public Espeak {
            require("espeak.voice", voice.matches("[A-Za-z0-9][A-Za-z0-9+_/-]{0,63}"), "must be the name of a voice");
            require("espeak.words-per-minute", wordsPerMinute >= 80 && wordsPerMinute <= 450, "must be 80 to 450");
        }
    }

    /**
     * A voice made for Piper.
     *
     * @param voice the {@code .onnx} file; its {@code .onnx.json} is beside it
     * @param speaker number of the speaker, for voices of several
     * @param threads processors that one segment may use, 1 to 64
     */
    public record Piper(
            @Nullable Path voice,
            @DefaultValue("0") int speaker,
            @DefaultValue("2") int threads) {

        public Piper {
            require("piper.speaker", speaker >= 0, "must not be negative");
            require("piper.threads", threads >= 1 && threads <= 64, "must be 1 to 64");
        }
    }

    /**
     * An endpoint.
     *
     * @param baseUrl of the endpoint; {@code /audio/speech} is added
     * @param model as the endpoint names it
     * @param voice as the endpoint names it, for requests that name none
     * @param apiKey secret sent as bearer token; empty sends none
     * @param format how the audio is sent
     */
    public record OpenAi(
            @DefaultValue("http://localhost:8000/v1") URI baseUrl,
            @DefaultValue("tts-1") String model,
            @DefaultValue("alloy") String voice,
            @DefaultValue("") String apiKey,
            @DefaultValue("wav") Format format) {

        /** How audio is sent. */
        public enum Format {
            WAV,
            /** 24 kHz, one channel, 16 bit, little-endian. */
            PCM
        }

        public OpenAi {
            String scheme = String.valueOf(baseUrl.getScheme());
            require(
                    "openai.base-url",
                    (scheme.equals("http") || scheme.equals("https")) && baseUrl.getHost() != null,
                    "must begin with http:// or https://");
            require("openai.model", !model.isBlank(), "must not be blank");
            require("openai.voice", !voice.isBlank(), "must not be blank");
            require(
                    "openai.api-key",
                    apiKey.chars().allMatch(c -> c > ' ' && c < 127),
                    "must be of visible ASCII characters");
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "OpenAi[baseUrl=" + baseUrl + ", model=" + model + ", voice=" + voice + ", apiKey="
                    + (apiKey.isEmpty() ? "none" : "***") + ", format=" + format + "]";
        }
    }

    public EngineSettings {
        require("engine-threads", engineThreads >= 1 && engineThreads <= 64, "must be 1 to 64");
        require("engine-timeout", engineTimeout.isPositive(), "must be positive");
        require(
                "piper.voice",
                engine != EngineName.PIPER || piper.voice() != null,
                "must name the .onnx file of a voice where the engine is piper");
    }

    private static void require(String key, boolean sound, String rule) {
        if (!sound) {
            throw new IllegalArgumentException("neko.tts." + key + " " + rule);
        }
    }
}
