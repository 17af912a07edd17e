package io.nekoagents.ingest.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyTextTest {

    @Test
    void readsWhatItMadeAndDoesNotShowTheSecret() {
        KeyText key = KeyText.fresh(new SecureRandom());
        assertThat(KeyText.parse(key.text())).contains(key);
        assertThat(key.toString()).isEqualTo("nk_" + key.keyId());
        assertThat(KeyText.fresh(new SecureRandom()).text()).isNotEqualTo(key.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nk_",
                "nk_0123456789abcdef_short",
                "nk_0123456789ABCDEF_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void knowsWhatIsNoKey(String text) {
        assertThat(KeyText.parse(text)).isEmpty();
    }
}
