package io.nekoagents.capture.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KnownEpisodesTest {

    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

    private final KnownEpisodes episodes = new KnownEpisodes(() -> NOW);

    @Test
    void whatLeftTheLogLongAgoIsForgotten() {
        add("ep_old", NOW.minus(Duration.ofDays(100)));
        add("ep_recent", NOW.minus(Duration.ofDays(29)));
        add("ep_new", NOW);

        assertThat(known("ep_old")).isFalse();
        assertThat(known("ep_recent")).isTrue();
        assertThat(known("ep_new")).isTrue();
    }

    @Test
    void aClockThatIsAheadHasNothingForgottenThatCanBeReadAgain() {
        add("ep_recent", NOW.minus(Duration.ofDays(1)));
        add("ep_future", NOW.plus(Duration.ofDays(36_500)));
        add("ep_after", NOW);

        assertThat(known("ep_recent")).isTrue();
        assertThat(known("ep_future")).isTrue();
        assertThat(known("ep_after")).isTrue();
    }

    @Test
    void aClockThatIsBehindDoesNotMakeWhatItWroteOld() {
        add("ep_before", NOW.minus(Duration.ofDays(1)));
        add("ep_past", Instant.EPOCH);
        add("ep_new", NOW);

        assertThat(known("ep_past")).isTrue();
    }

    @Test
    void thisMachinesClockAloneHasNothingForgotten() {
        KnownEpisodes ahead = new KnownEpisodes(() -> NOW.plus(Duration.ofDays(36_500)));

        ahead.add("acme", List.of("ep_recent"), NOW.minus(Duration.ofDays(1)));
        ahead.add("acme", List.of("ep_new"), NOW);

        assertThat(ahead.has("acme", "ep_recent")).isTrue();
    }

    @Test
    void tenantsEpisodesOfOneNameAreTwo() {
        add("ep_a", NOW);

        assertThat(episodes.has("other", "ep_a")).isFalse();
    }

    private void add(String episode, Instant at) {
        episodes.add("acme", List.of(episode), at);
    }

    private boolean known(String episode) {
        return episodes.has("acme", episode);
    }
}
