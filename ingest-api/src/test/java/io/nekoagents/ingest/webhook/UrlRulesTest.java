package io.nekoagents.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UrlRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://client.example/hook",
                "https://client.example:8443/hook?of=me",
                "HTTPS://client.example",
                "https://8.8.8.8/",
                "https://[2001:4860:4860::8888]/",
                "https://1password.example/"
            })
    void takesAnAddressOfTheWeb(String url) {
        assertThat(new UrlRules(false).parse(url)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://client.example/hook",
                "ftp://client.example/",
                "file:///etc/passwd",
                "gopher://client.example/",
                "https:client.example",
                "https:///hook",
                "//client.example/hook",
                "https://user@client.example/",
                "https://user:secret@client.example/",
                "https://client.example@evil.example/",
                "https://client.example:0/",
                "https://client.example:65536/",
                "https://client example/",
                "https://client.example/\r\nX-Evil: 1",
                "https://ex\u00e4mple.example/",
                "https://2130706433/",
                "https://0177.0.0.1/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://127.1/",
                "https://127.0.0.1./",
                "https://a.0x1/"
            })
    void refusesWhatIsSpelledOddly(String url) {
        assertThat(new UrlRules(false).parse(url)).isEmpty();
    }

    @Test
    void takesHttpWhereTheSettingsSaySo() {
        assertThat(new UrlRules(true).parse("http://client.example/hook")).isPresent();
    }
}
