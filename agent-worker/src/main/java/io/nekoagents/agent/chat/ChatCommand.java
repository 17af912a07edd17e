package io.nekoagents.agent.chat;

import java.util.Optional;

/** What a line of chat asks for. */
sealed interface ChatCommand {

    record Task(String words) implements ChatCommand {}

    record Stop() implements ChatCommand {}

    record Status() implements ChatCommand {}

    /** Empty for a line that is not for the agent. */
    static Optional<ChatCommand> parse(String line) {
        String text = line.strip();
        String word = text.split("\\s", 2)[0];
        String rest = text.substring(word.length()).strip();
        return switch (word) {
            case "/task" -> Optional.of(new Task(rest));
            case "/stop" -> Optional.of(new Stop());
            case "/status" -> Optional.of(new Status());
            default -> Optional.empty();
        };
    }
}
