package io.nekoagents.agent.policy.ocr;

import io.nekoagents.agent.action.Direction;
import java.net.URI;
import java.util.Optional;

/** One thing that a task asks for in plain words. Texts are as they stand on the screen. */
sealed interface Instruction {

    record Open(URI address) implements Instruction {}

    record Click(String text) implements Instruction {}

    record Hover(String text) implements Instruction {}

    /** @param field label or content of the field; empty types where the caret is */
    record Type(String text, Optional<String> field) implements Instruction {}

    /** @param key as in {@code Control+a} */
    record Press(String key) implements Instruction {}

    record Scroll(Direction direction, int times) implements Instruction {}

    record ScrollUntil(Direction direction, String text) implements Instruction {}

    record Select(String choice, String list) implements Instruction {}

    record WaitFor(String text) implements Instruction {}

    /** Answers with the line that has the text, or with what is next to it. */
    record Read(String text) implements Instruction {}

    record Copy(String text) implements Instruction {}

    /** @param field label or content of the field; empty pastes where the caret is */
    record Paste(Optional<String> field) implements Instruction {}

    record Swipe(Direction direction, Optional<String> on) implements Instruction {}
}
