package io.nekoagents.agent.policy.openai;

import tools.jackson.databind.node.ArrayNode;

/** How a question is put into messages. */
sealed interface Prompt permits ShowUiPrompt, SimpleCotPrompt {

    /** Adds the messages of a question. */
    void ask(Question question, ArrayNode messages);

    static Prompt of(OpenAiSettings.PromptStyle style) {
        return switch (style) {
            case SHOWUI -> new ShowUiPrompt();
            case SIMPLE_COT -> new SimpleCotPrompt();
        };
    }

    /** Adds a part with words. */
    static void text(ArrayNode content, String text) {
        content.addObject().put("type", "text").put("text", text);
    }

    /** Adds a part with an image. */
    static void image(ArrayNode content, SentImage image) {
        content.addObject().put("type", "image_url").putObject("image_url").put("url", image.dataUrl());
    }
}
