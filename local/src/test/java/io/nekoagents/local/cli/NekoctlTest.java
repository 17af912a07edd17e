package io.nekoagents.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NekoctlTest {

    /** Whatever verb it is for: the log is opened before the verb is known. */
    @ParameterizedTest
    @CsvSource({"up --home /x --json, /x", "demo --home=/x, /x", "tasks --limit 5, .neko", "up --home, .neko"})
    void theLogIsInTheHomeThatIsNamed(String typed, Path home) {
        assertThat(Nekoctl.home(typed.split(" "))).isEqualTo(home);
    }
}
