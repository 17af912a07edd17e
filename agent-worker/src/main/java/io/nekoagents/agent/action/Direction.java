package io.nekoagents.agent.action;

/** Where a page is scrolled to. */
public enum Direction {
    UP,
    DOWN,
    LEFT,
    RIGHT
}
