package io.nekoagents.tts.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class YapTest {

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of("/yap hello there", new Yap.Speak("hello there")),
                Arguments.of("  /YAP   two\nlines ", new Yap.Speak("two\nlines")),
                Arguments.of("/yap:begin", new Yap.Begin()),
                Arguments.of("/yap:END ", new Yap.End()),
                Arguments.of("/yap:stop", new Yap.Stop()),
                Arguments.of("/yap:voice reload", new Yap.ReloadVoices()),
                Arguments.of(
                        "/yap:voice set --spk alice --rate 1.2 --pitch=-0.5", new Yap.SetVoice("alice", 1.2, -0.5)),
                Arguments.of("/yap:voice set --rate 2", new Yap.SetVoice(null, 2.0, null)),
                Arguments.of(
                        "/yap:voice add --spk bob --ref ./voices/bob.wav --ref-text \"My voice is Bob's.\""
                                + " --styles \"calm, warm\" --rate 0.9 --pitch 1",
                        new Yap.AddVoice(
                                "bob", "./voices/bob.wav", "My voice is Bob's.", List.of("calm", "warm"), 0.9, 1.0)),
                Arguments.of(
                        "/yap:voice add --speaker 'b c' --ref_audio=x.wav",
                        new Yap.AddVoice("b c", "x.wav", null, List.of(), null, null)),
                Arguments.of("hello", new Yap.Plain("hello")),
                Arguments.of("/yapper hello", new Yap.Plain("/yapper hello")),
                Arguments.of("say /yap hello", new Yap.Plain("say /yap hello")));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aLineMeansWhatItMeantToTheOriginal(String line, Yap meaning) {
        assertThat(Yap.in(line)).isEqualTo(meaning);
    }

    static Stream<String> mistakes() {
        return Stream.of(
                "/yap",
                "/yap:",
                "/yap:sing la",
                "/yap:voice",
                "/yap:voice drop --spk bob",
                "/yap:voice add --spk bob",
                "/yap:voice set --rate fast",
                "/yap:voice set alice",
                "/yap:voice set --spk \"alice");
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void whatIsNotUnderstoodIsSaidNotPassedOver(String line) {
        assertThat(Yap.in(line)).as(line).isInstanceOf(Yap.Wrong.class);
    }
}
