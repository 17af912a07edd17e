package io.nekoagents.ingest.problem;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.module.SimpleModule;

/**
 * Text as people write it: whole characters, and of the controls only line feed and tab. The others end lines of logs,
 * move cursors of terminals, and are no valid UTF-8 further down.
 */
public final class SoundText {

    public static final String RULE = "must have no control characters but line feed and tab, and no half characters";

    private SoundText() {}

    /** Holds every text of a body to this. */
    public static JacksonModule module() {
        return new SimpleModule("sound-text").addDeserializer(String.class, new Reader());
    }

    /** @throws ProblemException naming the field whose text it is */
    public static void require(String field, String text) {
        if (!isSound(text)) {
            throw ProblemException.unreadable(field, RULE);
        }
    }

    public static boolean isSound(String text) {
        return text.codePoints().allMatch(SoundText::isSound);
    }

    private static boolean isSound(int character) {
        return character == '\n'
                || character == '\t'
                || (!Character.isISOControl(character) && Character.getType(character) != Character.SURROGATE);
    }

    /** Whether it is for this that the text was refused. */
    static boolean refused(InvalidFormatException e) {
        return e.getTargetType() == String.class && e.getValue() instanceof String;
    }

    private static final class Reader extends StringDeserializer {

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            String text = super.deserialize(parser, context);
            if (text != null && !isSound(text)) {
                throw context.weirdStringException(text, String.class, RULE);
            }
            return text;
        }
    }
}
