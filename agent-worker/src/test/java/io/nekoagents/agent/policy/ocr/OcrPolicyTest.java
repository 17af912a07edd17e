package io.nekoagents.agent.policy.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.agent.action.Action;
import io.nekoagents.agent.action.ActionSpace;
import io.nekoagents.agent.action.Direction;
import io.nekoagents.agent.policy.Decision;
import io.nekoagents.agent.policy.PolicyException;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OcrPolicyTest {

    private static final BufferedImage EMPTY = new Sketch().image();
    private static final BufferedImage FORM = new Sketch()
            .text("Name", 100, 200)
            .field(100, 210, 300, 36)
            .button("Send", 100, 300, 100, 40)
            .image();
    private static final BufferedImage THANKS = new Sketch()
            .text("Thank you, Ann", 100, 200)
            .text("Number: 4711", 100, 300)
            .image();

    @Test
    void carriesOutATaskFromItsFirstInstructionToItsAnswer() throws PolicyException {
        // Given
        Run run =
                new Run("open http://shop/form, type \"Ann\" into \"Name\" and click \"Send\", wait for \"Thank you\","
                        + " read \"Number\"");

        // When
        Decision open = run.shows(EMPTY);
        Decision type = run.shows(FORM);
        Decision send = run.shows(FORM);
        Decision read = run.shows(THANKS);

        // Then
        assertThat(action(open)).isEqualTo(new Action.Open(URI.create("http://shop/form")));
        assertThat(action(type)).isInstanceOfSatisfying(Action.Input.class, input -> {
            assertThat(input.text()).isEqualTo("Ann");
            assertThat(input.at().orElseThrow().y() * 720).isBetween(210.0, 246.0);
        });
        assertThat(action(send)).isInstanceOfSatisfying(Action.Click.class, click -> {
            assertThat(click.at().x() * 1280).isBetween(110.0, 170.0);
            assertThat(click.at().y() * 720).isBetween(310.0, 330.0);
        });
        assertThat(((Decision.Act) send).reason()).isEqualTo("instruction 3 of 5: click “Send”");
        assertThat(read)
                .isInstanceOfSatisfying(
                        Decision.Finish.class,
                        finish -> assertThat(finish.answer())
                                .hasValueSatisfying(answer ->
                                        assertThat(answer.replace(" ", "")).isEqualTo("Number:4711")));
    }

    @Test
    void goesOnWhereAnotherWorkerStopped() throws PolicyException {
        // Given
        Run first = new Run("open http://shop/form, click \"Name\", click \"Send\"");
        first.shows(EMPTY);
        first.shows(FORM);

        // When
        Run second = first.onAnotherWorker();
        Decision next = second.shows(FORM);
        Decision end = second.onAnotherWorker().shows(FORM);

        // Then
        assertThat(((Decision.Act) next).reason()).startsWith("instruction 3 of 3: ");
        assertThat(end).isEqualTo(new Decision.Finish(Optional.empty()));
    }

    @Test
    void waitsForAScreenThatMoves() throws PolicyException {
        // Given
        Run run = new Run("click \"Send\"");

        // When
        Decision first = run.look(EMPTY);
        Decision second = run.after(200).look(FORM);
        Decision third = run.after(200).look(FORM);

        // Then
        assertThat(first).isInstanceOf(Decision.Wait.class);
        assertThat(second).as("another picture than before").isInstanceOf(Decision.Wait.class);
        assertThat(third).isInstanceOf(Decision.Act.class);
    }

    @Test
    void looksForATargetDownThePageAndUpAgainAndGivesUp() throws PolicyException {
        // Given
        Run run = new Run("click \"Checkout\"");
        BufferedImage lower = new Sketch().text("Terms of sale", 100, 300).image();

        // When
        Decision down = run.shows(FORM);
        Decision further = run.shows(lower);
        Decision atTheEnd = run.shows(lower);
        Decision atTheTop = run.shows(FORM);
        Decision end = run.shows(FORM);

        // Then
        assertThat(List.of(action(down), action(further))).containsOnly(new Action.Scroll(Direction.DOWN));
        assertThat(List.of(action(atTheEnd), action(atTheTop))).containsOnly(new Action.Scroll(Direction.UP));
        assertThat(end).isInstanceOfSatisfying(Decision.GiveUp.class, giveUp -> {
            assertThat(giveUp.code()).isEqualTo("target_not_found");
            assertThat(giveUp.message()).contains("Checkout");
        });
    }

    @Test
    void clicksATargetThatComesIntoViewWhileItIsLookedFor() throws PolicyException {
        // Given
        Run run = new Run("click \"Send\"");
        run.shows(THANKS);

        // When
        Decision found = run.shows(FORM);

        // Then
        assertThat(action(found)).isInstanceOf(Action.Click.class);
        assertThat(run.shows(THANKS)).isInstanceOf(Decision.Finish.class);
    }

    @Test
    void scrollsAsOftenAsItIsToldOrUntilTheTextIsThere() throws PolicyException {
        // Given
        Run run = new Run("scroll down twice, scroll up until \"Thank you\"");

        // When
        List<Decision> decisions =
                List.of(run.shows(EMPTY), run.shows(FORM), run.shows(EMPTY), run.shows(FORM), run.shows(THANKS));

        // Then
        assertThat(decisions.subList(0, 2))
                .allSatisfy(decision -> assertThat(action(decision)).isEqualTo(new Action.Scroll(Direction.DOWN)));
        assertThat(decisions.subList(2, 4))
                .allSatisfy(decision -> assertThat(action(decision)).isEqualTo(new Action.Scroll(Direction.UP)));
        assertThat(decisions.getLast()).isEqualTo(new Decision.Finish(Optional.empty()));
    }

    @Test
    void selectsWhatItCopiesAndAnswersWithTheClipboard() throws PolicyException {
        // Given
        Run run = new Run("copy \"4711\"");

        // When
        Decision select = run.shows(THANKS);
        Decision copy = run.shows(THANKS);
        Decision finish = run.withClipboard("4711").shows(THANKS);

        // Then
        assertThat(action(select)).isInstanceOfSatisfying(Action.SelectText.class, selected -> {
            assertThat(selected.from().x() * 1280).isBetween(160.0, 182.0);
            assertThat(selected.to().x() * 1280).isBetween(205.0, 225.0);
        });
        assertThat(action(copy)).isEqualTo(new Action.Copy());
        assertThat(finish).isEqualTo(new Decision.Finish(Optional.of("4711")));
    }

    @Test
    void tapsAndSwipesOnAPhone() throws PolicyException {
        // Given
        Run run = new Run("click \"Send\", scroll down").on(ActionSpace.PHONE);

        // When
        Decision tap = run.shows(FORM);
        Decision swipe = run.shows(FORM);

        // Then
        assertThat(action(tap)).isInstanceOf(Action.Tap.class);
        assertThat(action(swipe))
                .isInstanceOfSatisfying(
                        Action.Swipe.class,
                        swiped -> assertThat(swiped.from().y())
                                .isGreaterThan(swiped.to().y()));
    }

    @Test
    void givesUpAtOnceOnWordsItDoesNotUnderstand() throws PolicyException {
        Decision decision = new Run("click \"Send\", then log in as Ann").look(FORM);

        assertThat(decision).isInstanceOfSatisfying(Decision.GiveUp.class, giveUp -> {
            assertThat(giveUp.code()).isEqualTo("instruction_not_understood");
            assertThat(giveUp.message()).contains("log in as Ann");
        });
    }

    private static Action action(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Act.class);
        return ((Decision.Act) decision).action();
    }
}
