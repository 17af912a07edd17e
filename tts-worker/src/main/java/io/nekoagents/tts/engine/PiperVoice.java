package io.nekoagents.tts.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the {@code .onnx.json} of a voice says.
 *
 * @param rate of its sound
 * @param language that espeak-ng is to take for its phonemes
 * @param speakers number of them
 * @param noise how much chance there is in the sound
 * @param length of the sounds, as a factor
 * @param noiseWidth how much chance there is in their lengths
 * @param ids the numbers for each phoneme, by its character
 */
record PiperVoice(
        int rate,
        String language,
        int speakers,
        float noise,
        float length,
        float noiseWidth,
        Map<Integer, List<Long>> ids) {

    private static final int BEGIN = '^';
    private static final int END = '$';
    private static final int PAD = '_';

    static PiperVoice read(Path onnx) throws EngineException.Unavailable {
        Path file = onnx.resolveSibling(onnx.getFileName() + ".json");
        try {
            return of(JsonMapper.shared().readTree(Files.readString(file)));
        } catch (IOException | JacksonException e) {
            throw new EngineException.Unavailable("neko.tts.piper.voice: " + file + " cannot be read", e);
        }
    }

    private static PiperVoice of(JsonNode json) throws EngineException.Unavailable {
        Map<Integer, List<Long>> ids = new HashMap<>();
        json.path("phoneme_id_map").properties().forEach(each -> {
            List<Long> numbers = new ArrayList<>();
            each.getValue().forEach(number -> numbers.add(number.asLong()));
            if (each.getKey().codePointCount(0, each.getKey().length()) == 1) {
                ids.put(each.getKey().codePointAt(0), List.copyOf(numbers));
            }
        });
        JsonNode scales = json.path("inference");
        int rate = json.path("audio").path("sample_rate").asInt(0);
        String language = json.path("espeak").path("voice").asString("");
        String phonemes = json.path("phoneme_type").asString("espeak");
        if (rate < 8_000
                || rate > 192_000
                || language.isEmpty()
                || !phonemes.equals("espeak")
                || !ids.containsKey(PAD)) {
            throw new EngineException.Unavailable(
                    "neko.tts.piper.voice must be a voice of Piper whose phonemes are espeak's", null);
        }
        return new PiperVoice(
                rate,
                language,
                Math.max(1, json.path("num_speakers").asInt(1)),
                (float) scales.path("noise_scale").asDouble(0.667),
                (float) scales.path("length_scale").asDouble(1),
                (float) scales.path("noise_w").asDouble(0.8),
                Map.copyOf(ids));
    }

    /** The model's input: each phoneme between two pads. Phonemes that it was not trained on are left out. */
    long[] numbers(String phonemes) {
        List<Long> numbers = new ArrayList<>(ids.getOrDefault(BEGIN, List.of()));
        List<Long> pad = ids.getOrDefault(PAD, List.of());
        numbers.addAll(pad);
        Normalizer.normalize(phonemes, Normalizer.Form.NFD).codePoints().forEach(phoneme -> {
            List<Long> known = ids.getOrDefault(phoneme, List.of());
            numbers.addAll(known);
            if (!known.isEmpty()) {
                numbers.addAll(pad);
            }
        });
        numbers.addAll(ids.getOrDefault(END, List.of()));
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }
}
