package io.nekoagents.tts.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nekoagents.tts.audio.Sound;
import io.nekoagents.tts.engine.SpeechServer.Answer;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OpenAiEngineTest extends EngineContract {

    private static final String KEY = "sk-very-secret";

    private final SpeechServer server;

    OpenAiEngineTest() throws IOException {
        server = SpeechServer.start();
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    @Override
    Engine open() throws Exception {
        return open(server.address(), Map.of());
    }

    @Override
    int anyTexts() {
        return 30;
    }

    private static Engine open(URI address, Map<String, String> more) throws Exception {
        Map<String, String> keys =
                new HashMap<>(Map.of("engine", "openai", "openai.base-url", address.toString(), "openai.api-key", KEY));
        keys.putAll(more);
        return Engines.open(Settings.of(keys));
    }

    @AfterEach
    void speakAgain() {
        server.answers(new Answer.Speech());
    }

    @Test
    void asksAsTheInterfaceHasIt() throws Exception {
        engine().speak(new Utterance("Hello.", Optional.of("nova"), Optional.empty()));

        assertThat(server.requests().getLast().toString())
                .isEqualTo("{\"model\":\"tts-1\",\"voice\":\"nova\",\"input\":\"Hello.\",\"response_format\":\"wav\"}");
        assertThat(server.keys().getLast()).isEqualTo("Bearer " + KEY);
    }

    @Test
    void readsRawSamples() throws Exception {
        try (Engine raw = open(server.address(), Map.of("openai.format", "pcm"))) {
            Sound sound = raw.speak(new Utterance("Hello there."));

            assertThat(sound.rate()).isEqualTo(24_000);
            assertThat(sound.length().toMillis()).isEqualTo(600);
            assertThat(loudness(sound)).isGreaterThan(0.1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 413, 422})
    void isRefusedForGood(int status) {
        server.answers(new Answer.Status(status, "{\"error\":{\"message\":\"no voice, key " + KEY + "\"}}"));

        assertThatThrownBy(() -> engine().speak(new Utterance("Hello.")))
                .isInstanceOf(EngineException.Refused.class)
                .hasMessageContaining("no voice")
                .hasMessageNotContaining(KEY);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void saysThatTheKeyIsRefused(int status) {
        server.answers(new Answer.Status(status, KEY));

        assertThat(catchThrowableOfType(EngineException.Refused.class, () -> engine().speak(new Utterance("Hello."))))
                .hasMessageNotContaining(KEY)
                .extracting(EngineException::code)
                .isEqualTo("engine_key_refused");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 503})
    void mayDoLater(int status) {
        server.answers(new Answer.Status(status, "no"));

        assertThatThrownBy(() -> engine().speak(new Utterance("Hello.")))
                .isInstanceOf(EngineException.Unavailable.class);
    }

    @Test
    void mayDoLaterWhereTheAnswerIsNoSoundOrNobodyIsThere() throws Exception {
        server.answers(new Answer.Status(200, "<html>"));
        assertThatThrownBy(() -> engine().speak(new Utterance("Hello.")))
                .isInstanceOf(EngineException.Unavailable.class)
                .hasMessageContaining("no WAV");
        try (Engine nobody = open(URI.create("http://127.0.0.1:9/v1"), Map.of())) {
            assertThatThrownBy(() -> nobody.speak(new Utterance("Hello.")))
                    .isInstanceOf(EngineException.Unavailable.class);
        }
    }

    @Test
    void waitsNoLongerThanItMay() throws Exception {
        server.answers(new Answer.Nothing(new CountDownLatch(1)));
        try (Engine hasty = open(server.address(), Map.of("engine-timeout", "200ms"))) {
            assertThatThrownBy(() -> hasty.speak(new Utterance("Hello.")))
                    .isInstanceOf(EngineException.Unavailable.class)
                    .hasMessageContaining("Timeout");
        }
    }

    @Test
    void breaksOffACallWhenItIsInterrupted() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        server.answers(new Answer.Nothing(asked));
        FutureTask<Sound> speech = new FutureTask<>(() -> engine().speak(new Utterance("Hello.")));
        Thread caller = Thread.ofVirtual().start(speech);
        asked.await();

        caller.interrupt();

        assertThatThrownBy(speech::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
    }
}
