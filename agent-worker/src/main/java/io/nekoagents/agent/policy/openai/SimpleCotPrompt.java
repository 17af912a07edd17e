package io.nekoagents.agent.policy.openai;

import io.nekoagents.agent.action.ActionJson;
import io.nekoagents.agent.action.ActionSpace;
import io.nekoagents.agent.policy.Crop;
import io.nekoagents.agent.policy.PastAction;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;

/** A system message with the action space, and a user message with task, crop, latest actions as JSON, and image. */
record SimpleCotPrompt() implements Prompt {

    private static final int HISTORY = 5;

    private static final String WEB = """
            CLICK: click at position [x, y]
            INPUT: replace the text of the field at position [x, y] with value
            SELECT: choose value from the list at position [x, y]
            HOVER: move the pointer to position [x, y]
            SCROLL: scroll the page, value is UP, DOWN, LEFT or RIGHT
            SELECT_TEXT: select the text between position [[x1, y1], [x2, y2]]
            COPY: copy the selected text
            ENTER: press the Enter key
            PRESS: press another key or chord, value is e.g. Escape or Control+a
            OPEN: open the address value
            ANSWER: end the task with value as its answer
            DONE: end the task, which asked for no answer
            """;

    private static final String PHONE = """
            TAP: tap at position [x, y]
            INPUT: replace the text of the field at position [x, y] with value
            SWIPE: drag a finger over position [[x1, y1], [x2, y2]]
            ENTER: press the Enter key
            OPEN: open the address value
            ANSWER: end the task with value as its answer
            DONE: end the task, which asked for no answer
            """;

    @Override
    public void ask(Question question, ArrayNode messages) {
        ActionSpace space = question.context().space();
        messages.addObject().put("role", "system").put("content", """
                You are an expert AI assistant that controls a %s interface. Look at the task, the previous actions and the \
                current screenshot, then respond with the next action as JSON.

                Action space:
                %s
                Respond with one JSON object with the keys action, value and position, null where not applicable.
                """.formatted(
                        space.name(), space == ActionSpace.WEB ? WEB : PHONE));
        ArrayNode content = messages.addObject().put("role", "user").putArray("content");
        Prompt.text(content, words(question));
        Prompt.image(content, question.image());
    }

    private static String words(Question question) {
        StringBuilder words =
                new StringBuilder("Task: ").append(question.context().task()).append('\n');
        question.crop().ifPresent(crop -> words.append(description(crop)));
        words.append(question.crop().isPresent() ? "Refinement observation:" : "Current observation:");
        List<PastAction> history = question.context().history();
        List<PastAction> latest = history.subList(Math.max(0, history.size() - HISTORY), history.size());
        if (!latest.isEmpty()) {
            words.append("\nPrevious actions:");
        }
        latest.forEach(
                past -> words.append("\n").append(past.step()).append(". ").append(ActionJson.write(past.action())));
        return words.toString();
    }

    private static String description(Crop crop) {
        return String.format(
                Locale.ROOT,
                "This is a closer look at the part of the screen around (%.2f, %.2f) that spans (%.2f, %.2f) of it. State the"
                        + " position relative to this image.\n",
                (crop.x() + crop.width() / 2.0) / crop.frameWidth(),
                (crop.y() + crop.height() / 2.0) / crop.frameHeight(),
                (double) crop.width() / crop.frameWidth(),
                (double) crop.height() / crop.frameHeight());
    }
}
