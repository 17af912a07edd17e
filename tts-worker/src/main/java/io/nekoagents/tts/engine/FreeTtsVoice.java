package io.nekoagents.tts.engine;

import com.sun.speech.freetts.OutputQueue;
import com.sun.speech.freetts.ProcessException;
import com.sun.speech.freetts.Token;
import com.sun.speech.freetts.Tokenizer;
import com.sun.speech.freetts.UtteranceProcessor;
import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.diphone.DiphoneUnitSelector;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import com.sun.speech.freetts.relp.LPCResult;
import io.nekoagents.tts.audio.Sound;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One voice of FreeTTS. Its steps are run one by one from here: {@code Voice.speak} brings threads of its own along, prints to the
 * error output, and plays. Not thread-safe.
 */
final class FreeTtsVoice {

    private static final String NAME = "kevin16";
    private static final int RATE = 16_000;
    /** Beyond this a sentence is cut between two words: the time for one grows faster than its length. */
    private static final int MOST_TOKENS = 60;

    private final Voice voice;

    private FreeTtsVoice(Voice voice) {
        this.voice = voice;
    }

    static FreeTtsVoice load() {
        // Each with its own lexicon, which is not thread-safe either.
        Voice voice = Arrays.stream(new KevinVoiceDirectory().getVoices())
                .filter(each -> each.getName().equals(NAME))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("FreeTTS has no voice " + NAME));
        // With a queue it starts no thread that would play what is in it.
        voice.setOutputQueue(new OutputQueue());
        voice.allocate();
        return new FreeTtsVoice(voice);
    }

    /** @param text of letters, digits and punctuation that it knows */
    Sound speak(String text) throws ProcessException, InterruptedException {
        ByteArrayOutputStream samples = new ByteArrayOutputStream(1 << 16);
        Tokenizer tokens = voice.getTokenizer();
        tokens.setInputText(text);
        List<Token> sentence = new ArrayList<>();
        while (tokens.hasMoreTokens()) {
            Token token = tokens.getNextToken();
            if (!sentence.isEmpty() && (tokens.isBreak() || sentence.size() >= MOST_TOKENS)) {
                samples.writeBytes(spoken(sentence));
                sentence = new ArrayList<>();
            }
            if (!token.getWord().isEmpty()) {
                sentence.add(token);
            }
        }
        if (!sentence.isEmpty()) {
            samples.writeBytes(spoken(sentence));
        }
        return sound(samples.toByteArray());
    }

    private byte[] spoken(List<Token> sentence) throws ProcessException, InterruptedException {
        var utterance = new com.sun.speech.freetts.Utterance(voice, sentence);
        for (Object processor : voice.getUtteranceProcessors()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (processor instanceof DiphoneUnitSelector) {
                PhoneRepair.repair(utterance);
            }
            ((UtteranceProcessor) processor).processUtterance(utterance);
        }
        return ((LPCResult) utterance.getObject("target_lpcres")).getWaveSamples();
    }

    /** From 16 bit, big-endian. */
    private static Sound sound(byte[] bytes) {
        float[] samples = new float[bytes.length / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) ((bytes[2 * i] << 8) | (bytes[2 * i + 1] & 0xFF)) / 32_768f;
        }
        return new Sound(samples, RATE);
    }
}
