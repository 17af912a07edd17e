package io.nekoagents.agent.policy.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.agent.action.Direction;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScriptTest {

    static Stream<Arguments> sentences() {
        return Stream.of(
                sentence("open https://example.org/a,b?c=1", open("https://example.org/a,b?c=1")),
                sentence("Go to example.org.", open("https://example.org")),
                sentence("visit localhost:8080/start", open("http://localhost:8080/start")),
                sentence("open \"http://shop:3000\"", open("http://shop:3000")),
                sentence("click \"Sign in\"", new Instruction.Click("Sign in")),
                sentence("Please click on the “Sign in” button", new Instruction.Click("Sign in")),
                sentence("click the link 'Tom's offers'", new Instruction.Click("Tom's offers")),
                sentence("tap \"OK\"", new Instruction.Click("OK")),
                sentence("select \"Large\"", new Instruction.Click("Large")),
                sentence("open the menu \"File\"", new Instruction.Click("File")),
                sentence("type \"a, b and c\" into \"Name\"", type("a, b and c", "Name")),
                sentence("enter \"x\" in the \"Email\" field", type("x", "Email")),
                sentence("fill in \"Email\" with \"x\"", type("x", "Email")),
                sentence("type \"x\"", new Instruction.Type("x", Optional.empty())),
                sentence("press Enter", new Instruction.Press("Enter")),
                sentence("press the Esc key", new Instruction.Press("Escape")),
                sentence("press \"Enter\"", new Instruction.Press("Enter")),
                sentence("press Ctrl + Shift + A", new Instruction.Press("Control+Shift+a")),
                sentence("press the down arrow key", new Instruction.Press("Down")),
                sentence("scroll down", new Instruction.Scroll(Direction.DOWN, 1)),
                sentence("scroll up 3 times", new Instruction.Scroll(Direction.UP, 3)),
                sentence("scroll down twice", new Instruction.Scroll(Direction.DOWN, 2)),
                sentence("scroll to the bottom", new Instruction.Press("Control+End")),
                sentence("scroll down until \"Total\"", new Instruction.ScrollUntil(Direction.DOWN, "Total")),
                sentence(
                        "scroll until you see the text \"Total\"",
                        new Instruction.ScrollUntil(Direction.DOWN, "Total")),
                sentence("hover over the \"Menu\"", new Instruction.Hover("Menu")),
                sentence("select \"Large\" from \"Size\"", new Instruction.Select("Large", "Size")),
                sentence("wait for \"Done\" to appear", new Instruction.WaitFor("Done")),
                sentence("wait until \"Done\" is visible", new Instruction.WaitFor("Done")),
                sentence("read \"Total\"", new Instruction.Read("Total")),
                sentence("read the line with \"Total\"", new Instruction.Read("Total")),
                sentence("tell me the value of \"Total\"", new Instruction.Read("Total")),
                sentence("copy \"GT-20417\"", new Instruction.Copy("GT-20417")),
                sentence("paste it into \"Code\"", new Instruction.Paste(Optional.of("Code"))),
                sentence("swipe left on \"Card\"", new Instruction.Swipe(Direction.LEFT, Optional.of("Card"))),
                sentence("swipe up", new Instruction.Swipe(Direction.UP, Optional.empty())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sentences")
    void understands(String words, Instruction meaning) throws NotUnderstoodException {
        assertThat(meanings(words)).containsExactly(meaning);
    }

    @Test
    void partsATaskWhereItsWordsDoButNotWithinQuotes() throws NotUnderstoodException {
        String task = """
                1. Open https://example.org, then click "Save, then close" and type "a; b" into "Name"; press Tab
                2. Scroll down, and finally read "Total".
                """;

        assertThat(meanings(task))
                .containsExactly(
                        open("https://example.org"),
                        new Instruction.Click("Save, then close"),
                        type("a; b", "Name"),
                        new Instruction.Press("Tab"),
                        new Instruction.Scroll(Direction.DOWN, 1),
                        new Instruction.Read("Total"));
        assertThat(Script.of(task).steps().get(1).words()).isEqualTo("click “Save, then close”");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log in",
                "click the red thing",
                "open sesame",
                "scroll down many times",
                "press any key",
                "\"OK\""
            })
    void namesTheWordsThatItDoesNotUnderstand(String words) {
        assertThatThrownBy(() -> Script.of("click \"A\", " + words + ", click \"B\""))
                .isInstanceOf(NotUnderstoodException.class)
                .hasMessageContaining(words.replace("\"OK\"", "“OK”"))
                .hasMessageNotContaining("“A”");
    }

    @Test
    void refusesATaskWithoutWords() {
        assertThatThrownBy(() -> Script.of(" ,; \n")).isInstanceOf(NotUnderstoodException.class);
    }

    private static List<Instruction> meanings(String task) throws NotUnderstoodException {
        return Script.of(task).steps().stream().map(Script.Step::instruction).toList();
    }

    private static Arguments sentence(String words, Instruction meaning) {
        return Arguments.of(words, meaning);
    }

    private static Instruction open(String address) {
        return new Instruction.Open(URI.create(address));
    }

    private static Instruction type(String text, String field) {
        return new Instruction.Type(text, Optional.of(field));
    }
}
