package io.nekoagents.tts.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EspeakEngineTest extends EngineContract {

    @Override
    Engine open() throws Exception {
        return Engines.open(Settings.of(Map.of("engine", "espeak")));
    }

    @Override
    int anyTexts() {
        return 40;
    }

    @Test
    void speaksOtherLanguages() throws Exception {
        try (Engine german = Engines.open(Settings.of(Map.of("engine", "espeak", "espeak.voice", "de")))) {
            assertThat(german.speak(new Utterance("Guten Morgen, wie geht es Ihnen?"))
                            .samples())
                    .isNotEmpty();
        }
    }

    @Test
    void refusesAVoiceThatThereIsNot() {
        EngineSettings settings = Settings.of(Map.of("engine", "espeak", "espeak.voice", "nobody"));

        assertThatThrownBy(() -> Engines.open(settings))
                .isInstanceOf(EngineException.Refused.class)
                .hasMessageContaining("voice");
    }

    @Test
    void namesThePackageThatIsMissing() {
        Command missing = new Command("espeak-nowhere", "espeak-ng", Duration.ofSeconds(5));

        assertThatThrownBy(() -> missing.run(List.of(), ""))
                .isInstanceOf(EngineException.Unavailable.class)
                .hasMessageContaining("package espeak-ng");
    }

    @Test
    void endsAProgramThatTakesTooLong() {
        Command slow = new Command("sleep", "coreutils", Duration.ofMillis(100));

        assertThatThrownBy(() -> slow.run(List.of("60"), ""))
                .isInstanceOf(EngineException.Unavailable.class)
                .hasMessageContaining("did not end");
        await().untilAsserted(() -> assertThat(ProcessHandle.current()
                        .children()
                        .map(each -> each.info().arguments().orElse(new String[0])))
                .noneMatch(arguments -> List.of(arguments).contains("60")));
    }
}
