package io.nekoagents.agent.action;

import java.net.URI;
import java.util.Optional;

/**
 * One action. Names and meaning are those of ShowUI's action spaces for web and phone, with {@link Open}, {@link Press}
 * and {@link Done} added.
 */
public sealed interface Action {

    record Click(Point at) implements Action {}

    /**
     * Types a text.
     *
     * @param at the field, whose content is replaced; empty types where the caret is
     */
    record Input(String text, Optional<Point> at) implements Action {}

    /**
     * Chooses from a list of choices.
     *
     * @param at the closed list; empty if it is open
     */
    record Select(String value, Optional<Point> at) implements Action {}

    record Hover(Point at) implements Action {}

    /** Tells what the task asked to know; nothing is done in the room. */
    record Answer(String text) implements Action {}

    record Enter() implements Action {}

    record Scroll(Direction direction) implements Action {}

    record SelectText(Point from, Point to) implements Action {}

    record Copy() implements Action {}

    record Swipe(Point from, Point to) implements Action {}

    record Tap(Point at) implements Action {}

    /** Opens an address in the browser's address bar. */
    record Open(URI address) implements Action {}

    /** @param key such as {@code Escape} or {@code Control+a} */
    record Press(String key) implements Action {}

    /** The task is done and asked for no answer. */
    record Done() implements Action {}
}
