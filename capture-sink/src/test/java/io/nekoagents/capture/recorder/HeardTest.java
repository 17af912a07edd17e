package io.nekoagents.capture.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeardTest {

    @ParameterizedTest
    @ValueSource(strings = {"/start buy a cat", "  /START \t buy a cat \n", "/Start buy a cat"})
    void aStartNamesTheTask(String line) {
        assertThat(Heard.in(line)).contains(new Heard.Start("buy a cat"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/start", "/start  "})
    void aStartWithoutATaskIsHeardToo(String line) {
        assertThat(Heard.in(line)).contains(new Heard.Start(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stop", " /STOP  "})
    void aStopIsOneWord(String line) {
        assertThat(Heard.in(line)).contains(new Heard.Stop());
    }

    @Test
    void anActionIsTheObjectAsItWasSaid() {
        assertThat(Heard.in(" Action:  {\"action\": \"INPUT\",\n \"value\": \"}\"} "))
                .contains(new Heard.Acted("{\"action\": \"INPUT\",\n \"value\": \"}\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "/startle",
                "/stop it",
                "say /start x",
                "action: {}",
                "Action: CLICK",
                "Recording ep_1: x"
            })
    void otherLinesAreNothingToIt(String line) {
        assertThat(Heard.in(line)).isEmpty();
    }
}
