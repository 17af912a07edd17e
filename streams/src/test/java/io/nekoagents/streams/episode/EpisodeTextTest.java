package io.nekoagents.streams.episode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class EpisodeTextTest {

    @Test
    void whatFitsStaysAsItIs() {
        String text = "ü".repeat(EpisodeText.MOST_BYTES / 2);

        assertThat(EpisodeText.bounded(text)).isSameAs(text);
    }

    @Test
    void noCharacterIsCutInTwo() {
        String text = "a" + "😀".repeat(EpisodeText.MOST_BYTES / 4);

        String bounded = EpisodeText.bounded(text);

        assertThat(bounded).endsWith("😀 […cut: " + text.length() + " characters]");
        assertThat(EpisodeText.bytes(bounded)).isLessThan(EpisodeText.MOST_BYTES + 64);
    }
}
