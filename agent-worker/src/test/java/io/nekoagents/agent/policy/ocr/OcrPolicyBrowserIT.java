package io.nekoagents.agent.policy.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.agent.action.Action;
import io.nekoagents.agent.action.ActionJson;
import io.nekoagents.agent.policy.Decision;
import io.nekoagents.agent.policy.PolicyException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy before a real browser with a page that reacts. */
final class OcrPolicyBrowserIT {

    private static final int MOST_STEPS = 30;

    @TempDir
    private Path folder;

    @Test
    void fillsAFormLooksForItsButtonAndReadsWhatComesOfIt() throws Exception {
        // Given
        Run run = new Run("open " + page("order.html")
                + ", type \"Ann O'Hara\" into \"Name\", type \"Elm Row 5\" into \"Street\","
                + " click \"Send order\", wait for \"Thank you\", read \"Thank you\" and read \"Parcel\"");

        // When
        List<Action> actions = new ArrayList<>();
        Decision end;
        try (Browser browser = new Browser(folder).start()) {
            end = play(run, browser, actions);
        }

        // Then
        assertThat(end)
                .as("the end of %s", actions)
                .isInstanceOfSatisfying(
                        Decision.Finish.class,
                        finish -> assertThat(finish.answer().orElse("").replace(" ", ""))
                                .isEqualTo("Thankyou,AnnO'Hara\nParcel4711goestoElmRow5"));
        assertThat(actions.stream().map(ActionJson::nameOf))
                .startsWith("OPEN", "INPUT", "INPUT", "SCROLL")
                .endsWith("CLICK", "ANSWER");
    }

    private static Decision play(Run run, Browser browser, List<Action> actions) throws PolicyException, IOException {
        while (actions.size() < MOST_STEPS) {
            Decision decision = run.lookLive(browser.screen());
            switch (decision) {
                case Decision.Act act -> {
                    browser.execute(act.action());
                    actions.add(act.action());
                }
                // Taking the next picture takes long enough.
                case Decision.Wait _ -> {}
                case Decision.Finish _, Decision.GiveUp _ -> {
                    return decision;
                }
            }
        }
        throw new AssertionError("not done after " + actions);
    }

    private static String page(String name) throws URISyntaxException {
        URL page = Objects.requireNonNull(OcrPolicyBrowserIT.class.getResource("/ocr/" + name), name);
        return page.toURI().toString().replace("file:/", "file:///");
    }
}
