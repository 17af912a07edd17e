package io.nekoagents.agent.policy.openai;

import io.nekoagents.agent.action.Action;
import io.nekoagents.agent.action.ActionSpace;
import io.nekoagents.agent.action.PythonLiteral;
import io.nekoagents.agent.policy.PastAction;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/**
 * One user message with the parts that ShowUI was trained on, in their order: action space and format, task, latest actions
 * as Python dictionaries, image. It knows of no crops.
 */
record ShowUiPrompt() implements Prompt {

    private static final int HISTORY = 4;

    private static final String OPENING = """
            You are an assistant trained to navigate the %s screen.
            Given a task, what the screen shows and the history of actions,
            output the next action and wait for the next observation.
            This is the action space:

            %s
            """;

    private static final String FORMAT = """
            Write the action as a dictionary with these keys:
            {'action': 'ACTION_TYPE', 'value': 'element', 'position': [x,y]}

            Set value or position to `None` where it is not applicable.
            If the action needs a start and an end, position is [[x1,y1], [x2,y2]].
            Position is relative to the screenshot, on a scale of 0-1.
            """;

    private static final String WEB = """
            1. `CLICK`: Click an element, value is not applicable and the position [x,y] is required.
            2. `INPUT`: Type a string into an element, value is the string and the position [x,y] is required.
            3. `SELECT`: Select a value of an element, value is not applicable and the position [x,y] is required.
            4. `HOVER`: Hover over an element, value is not applicable and the position [x,y] is required.
            5. `ANSWER`: Answer the question, value is the answer and the position is not applicable.
            6. `ENTER`: Press enter, value and position are not applicable.
            7. `SCROLL`: Scroll the screen, value is the direction and the position is not applicable.
            8. `SELECT_TEXT`: Select text, value is not applicable and the position [[x1,y1], [x2,y2]] is its start and end.
            9. `COPY`: Copy text, value is the text and the position is not applicable.
            """;

    private static final String PHONE = """
            1. `INPUT`: Type a string into an element, value is the string and the position [x,y] is required.
            2. `SWIPE`: Swipe the screen, value is not applicable and the position [[x1,y1], [x2,y2]] is its start and end.
            3. `TAP`: Tap an element, value is not applicable and the position [x,y] is required.
            4. `ANSWER`: Answer the question, value is the status (e.g. 'task complete') and the position is not applicable.
            5. `ENTER`: Press enter, value and position are not applicable.
            """;

    @Override
    public void ask(Question question, ArrayNode messages) {
        ArrayNode content = messages.addObject().put("role", "user").putArray("content");
        Prompt.text(content, system(question.context().space()));
        Prompt.text(content, "Task: " + question.context().task());
        List<Action> known = question.context().history().stream()
                .map(PastAction::action)
                .filter(ShowUiPrompt::trained)
                .toList();
        known.subList(Math.max(0, known.size() - HISTORY), known.size())
                .forEach(action -> Prompt.text(content, PythonLiteral.of(action)));
        Prompt.image(content, question.image());
    }

    private static String system(ActionSpace space) {
        return switch (space) {
            case WEB -> OPENING.formatted("website", WEB) + FORMAT;
            case PHONE -> OPENING.formatted("smartphone", PHONE) + FORMAT;
        };
    }

    private static boolean trained(Action action) {
        return !(action instanceof Action.Open || action instanceof Action.Press || action instanceof Action.Done);
    }
}
