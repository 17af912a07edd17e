package io.nekoagents.agent.policy.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.agent.action.Action;
import io.nekoagents.agent.policy.PastAction;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProgressTest {

    private Script script;

    @BeforeEach
    void writeScript() throws NotUnderstoodException {
        script = Script.of("click \"instruction 1 of 3: x\", copy \"B\", scroll down 3 times");
    }

    @Test
    void startsWithTheFirst() {
        assertThat(of()).isEqualTo(new Progress(0, 0, 0));
    }

    @Test
    void readsBackWhatItWrote() {
        Progress first = new Progress(0, 0, 0);
        Progress second = new Progress(1, 0, 0);
        Progress half = new Progress(1, 1, 0);

        assertThat(of(first.reasonOfPart(script, 1))).isEqualTo(second);
        assertThat(of(second.reasonOfSearch(script, 4))).isEqualTo(new Progress(1, 0, 4));
        assertThat(of(second.reasonOfPart(script, 2))).isEqualTo(half);
        assertThat(of(half.reasonOfPart(script, 2))).isEqualTo(new Progress(2, 0, 0));
        assertThat(of(new Progress(2, 2, 0).reasonOfPart(script, 3))).isEqualTo(new Progress(3, 0, 0));
        assertThat(first.reasonOfPart(script, 1)).isEqualTo("instruction 1 of 3: click “instruction 1 of 3: x”");
    }

    @Test
    void goesByTheLatestAction() {
        assertThat(of("instruction 1 of 3: a", "instruction 2 of 3, part 1 of 2: b", "a person stepped in"))
                .isEqualTo(new Progress(1, 1, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "done",
                "instruction 2 of 7: of another script",
                "instruction 0 of 3: x",
                "instruction 4 of 3: x",
                "instruction 99999999999 of 3: x",
                "see instruction 2 of 3: x",
                "instruction 2 of 3"
            })
    void ignoresReasonsThatAreNotItsOwn(String reason) {
        assertThat(of("instruction 1 of 3: a", reason)).isEqualTo(new Progress(1, 0, 0));
    }

    private Progress of(String... reasons) {
        List<PastAction> history = Stream.of(reasons)
                .map(reason -> new PastAction(1, new Action.Enter(), reason, Instant.EPOCH))
                .toList();
        return Progress.of(script, history);
    }
}
