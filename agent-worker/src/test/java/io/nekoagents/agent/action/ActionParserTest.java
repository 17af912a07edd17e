package io.nekoagents.agent.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ActionParserTest {

    private static final RandomGenerator RANDOM = RandomGenerator.getDefault();
    private static final Point HERE = new Point(0.49, 0.42);

    private final ActionParser parser = new ActionParser(Coordinates.UNIT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'action': 'CLICK', 'value': None, 'position': [0.49, 0.42]}",
                "{\"action\":\"CLICK\",\"value\":null,\"position\":[0.49,0.42]}",
                "```json\n{\"action\": \"click\", \"position\": [0.49, 0.42],}\n```",
                "I see {a form}. So: {'action': 'CLICK', 'value': None, 'position': (0.49, 0.42)} is next.",
                "<think>{'action': 'ENTER'}</think>{'action': 'CLICK', 'value': '', 'position': [[0.49, 0.42]]}",
                "[{'action': 'CLICK', 'value': None, 'position': '[0.49, 0.42]'}]",
                "{action: CLICK, value: None, position: [.49, 4.2e-1]}",
                "{'Action': 'CLICK', 'Value': None, 'positions': [0.49, 0.42]}, {'action': 'INPUT', 'val",
            })
    void readsAClickHoweverItIsDressed(String words) {
        assertThat(actions(words)).containsExactly(new Action.Click(HERE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'action': 'INPUT', 'value': 'it's Tom's, isn't it', 'position': [0.49, 0.42]}",
                "{'action': 'INPUT', 'value': 'it\\'s Tom\\'s, isn\\'t it', 'position': [0.49, 0.42]}",
                "{'action': 'INPUT', 'value': \"it's Tom's, isn't it\", 'position': [0.49, 0.42]}",
                "{'position': [0.49, 0.42], 'action': 'INPUT', 'value': 'it's Tom's, isn't it'}",
                "{\"action\":\"INPUT\",\"value\":\"it\\u0027s Tom\\x27s, isn't it\",\"position\":[0.49,0.42]}",
            })
    void keepsApostrophesInValues(String words) {
        assertThat(actions(words)).containsExactly(new Action.Input("it's Tom's, isn't it", Optional.of(HERE)));
    }

    @Test
    void readsSeveralActionsInOrder() {
        String words = """
                {'action': 'CLICK', 'value': None, 'position': [0.49, 0.42]},
                {'action': 'INPUT', 'value': 'weather', 'position': [0.49, 0.42]},
                {'action': 'ENTER', 'value': None, 'position': None}""";

        assertThat(actions(words))
                .containsExactly(
                        new Action.Click(HERE), new Action.Input("weather", Optional.of(HERE)), new Action.Enter());
    }

    @Test
    void readsTwoPointsNestedOrFlat() {
        Action swipe = new Action.Swipe(new Point(0.5, 0.8), new Point(0.5, 0.2));

        assertThat(actions("{'action': 'SWIPE', 'value': None, 'position': [[0.5, 0.8], [0.5, 0.2]]}"))
                .containsExactly(swipe);
        assertThat(actions("{'action': 'SWIPE', 'value': None, 'position': [0.5, 0.8, 0.5, 0.2]}"))
                .containsExactly(swipe);
    }

    @Test
    void readsCoordinatesInTheScaleThatIsSet() {
        assertThat(parsed(new ActionParser(Coordinates.THOUSAND), "{'action':'CLICK','position':[490,420]}"))
                .containsExactly(new Action.Click(HERE));
        assertThat(parsed(new ActionParser(Coordinates.PIXELS), "{'action':'CLICK','position':[640, 180]}"))
                .containsExactly(new Action.Click(new Point(0.5, 0.25)));
        assertThat(actions("{'action':'CLICK','position':[1.004, 0]}"))
                .containsExactly(new Action.Click(new Point(1, 0)));
    }

    @Test
    void takesNumbersAsTextAndEmptyAnswersAsTheEnd() {
        assertThat(actions("{'action':'INPUT','value':2024,'position':null}"))
                .containsExactly(new Action.Input("2024", Optional.empty()));
        assertThat(actions("{'action':'ANSWER','value':None,'position':None}")).containsExactly(new Action.Done());
        assertThat(actions("{'action':'SELECT','value':None,'position':[0.49, 0.42]}"))
                .containsExactly(new Action.Click(HERE));
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(problem("I would click the button.")).contains("'action'");
        assertThat(problem("{'action': 'CLICK', 'position': [490, 420]}")).contains("490", "outside", "unit");
        assertThat(problem("{'action': 'DANCE', 'value': 'tango'}")).contains("DANCE", "tango");
        assertThat(problem("{'action': 'CLICK', 'position': None}")).contains("CLICK", "0 positions");
        assertThat(problem("{'action': 'CLICK', 'position': [0.1, 0.2, 0.3]}")).contains("not 3");
        assertThat(problem("{'action': 'INPUT', 'value': 'unfini")).contains("not closed");
        assertThat(problem("{'action': 'CLICK', 'position': 'there'}")).contains("'there' is no position");
    }

    @RepeatedTest(300)
    void readsBackWhatWasWrittenAsJsonAndAsPython() {
        // Given
        String value = RANDOM.ints(RANDOM.nextInt(20), 0, ALPHABET.length)
                .mapToObj(i -> ALPHABET[i])
                .reduce("", String::concat);
        Action action = new Action.Input(value, Optional.of(new Point(RANDOM.nextInt(101) / 100.0, 0.07)));

        // When
        List<Action> fromJson = actions("so " + ActionJson.write(action) + "!");
        List<Action> fromPython = actions(PythonLiteral.of(action));

        // Then
        assertThat(fromJson).as(ActionJson.write(action)).containsExactly(action);
        assertThat(fromPython).as(PythonLiteral.of(action)).containsExactly(action);
    }

    @RepeatedTest(300)
    void survivesEveryCutAndEveryNoise() {
        // Given
        String whole = "{'action': 'INPUT', 'value': \"a 'b' \\\\\", 'position': [[0.1, 0.2], (0.3, 4)]} ```{[(";
        StringBuilder words = new StringBuilder(whole);
        for (int i = 0; i < 4; i++) {
            words.setCharAt(RANDOM.nextInt(words.length()), "{}[]()'\",:\\x0 N".charAt(RANDOM.nextInt(15)));
        }

        // When
        ParseResult result = parser.parse(words.substring(RANDOM.nextInt(words.length())), 1280, 720);

        // Then
        assertThat(result).isNotNull();
    }

    private static final String[] ALPHABET = {
        "a", "b", " ", "'", "\"", "\\", "\n", ",", "}", "{", ":", "]", "é", "日", "😀", "'s", "', "
    };

    private List<Action> actions(String words) {
        return parsed(parser, words);
    }

    private static List<Action> parsed(ActionParser parser, String words) {
        ParseResult result = parser.parse(words, 1280, 720);
        assertThat(result).as(words).isInstanceOf(ParseResult.Parsed.class);
        return ((ParseResult.Parsed) result).actions();
    }

    private String problem(String words) {
        ParseResult result = parser.parse(words, 1280, 720);
        assertThat(result).as(words).isInstanceOf(ParseResult.Unreadable.class);
        return ((ParseResult.Unreadable) result).problem();
    }
}
