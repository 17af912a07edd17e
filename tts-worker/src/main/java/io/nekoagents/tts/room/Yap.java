package io.nekoagents.tts.room;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a line of chat means to the voice, in the words of the original ({@code src/yap.py} of neko_agent), less its ways of
 * passing over what it does not understand.
 */
sealed interface Yap {

    record Speak(String text) implements Yap {}

    record Begin() implements Yap {}

    record End() implements Yap {}

    record Stop() implements Yap {}

    /** How everything is spoken from now on in this room; what is null stays as it is. */
    record SetVoice(
            @Nullable String voice,
            @Nullable Double rate,
            @Nullable Double pitch) implements Yap {}

    /** @param audio path or address of the recording */
    record AddVoice(
            String voice,
            String audio,
            @Nullable String text,
            List<String> styles,
            @Nullable Double rate,
            @Nullable Double pitch)
            implements Yap {}

    record ReloadVoices() implements Yap {}

    /** A command that cannot be carried out as it was said. */
    record Wrong(String why) implements Yap {}

    /** Any other line: text, while a stream is open. */
    record Plain(String text) implements Yap {}

    static Yap in(String line) {
        String text = line.strip();
        Matcher command = Forms.COMMAND.matcher(text);
        if (!command.matches()) {
            return new Plain(text);
        }
        String rest = command.group(2).strip();
        if (command.group(1) == null) {
            return rest.isEmpty() ? new Wrong("say what: /yap TEXT") : new Speak(rest);
        }
        String verb = command.group(1).toLowerCase(Locale.ROOT);
        return switch (verb) {
            case "begin" -> new Begin();
            case "end" -> new End();
            case "stop" -> new Stop();
            case "voice" -> voice(rest);
            default -> new Wrong("there is no /yap:" + verb + "; there are begin, end, stop and voice");
        };
    }

    private static Yap voice(String rest) {
        String[] words = rest.split("\\s+", 2);
        String flags = words.length > 1 ? words[1] : "";
        try {
            return switch (words[0].toLowerCase(Locale.ROOT)) {
                case "set" -> set(Flags.parse(flags));
                case "add" -> add(Flags.parse(flags));
                case "reload" -> new ReloadVoices();
                default -> new Wrong("/yap:voice takes set, add or reload");
            };
        } catch (IllegalArgumentException e) {
            return new Wrong(String.valueOf(e.getMessage()));
        }
    }

    private static Yap set(Flags flags) {
        return new SetVoice(flags.text("spk", "speaker"), flags.number("rate"), flags.number("pitch"));
    }

    private static Yap add(Flags flags) {
        String voice = flags.text("spk", "speaker");
        String audio = flags.text("ref", "ref_audio");
        if (voice == null || audio == null) {
            return new Wrong("usage: /yap:voice add --spk ID --ref WAV [--ref-text \"…\"] [--styles \"a,b\"]"
                    + " [--rate 1.0] [--pitch 0.0]");
        }
        String styles = Optional.ofNullable(flags.text("styles", "style")).orElse("");
        return new AddVoice(
                voice,
                audio,
                flags.text("ref-text", "ref_text"),
                Stream.of(styles.split(","))
                        .map(String::strip)
                        .filter(style -> !style.isEmpty())
                        .toList(),
                flags.number("rate"),
                flags.number("pitch"));
    }

    /** {@code --key value} and {@code --key=value}; a value with spaces is quoted. */
    record Flags(Map<String, String> values) {

        static Flags parse(String text) {
            Map<String, String> values = new LinkedHashMap<>();
            Matcher matcher = Forms.FLAG.matcher(text);
            int end = 0;
            while (matcher.find()) {
                requireBlank(text.substring(end, matcher.start()));
                String value = matcher.group(2);
                boolean quoted = value.startsWith("\"") || value.startsWith("'");
                values.put(
                        matcher.group(1).toLowerCase(Locale.ROOT),
                        quoted ? value.substring(1, value.length() - 1) : value);
                end = matcher.end();
            }
            requireBlank(text.substring(end));
            return new Flags(values);
        }

        private static void requireBlank(String between) {
            if (!between.isBlank()) {
                throw new IllegalArgumentException("not understood: " + between.strip());
            }
        }

        @Nullable
        String text(String... names) {
            return Stream.of(names)
                    .map(values::get)
                    .filter(value -> value != null)
                    .findFirst()
                    .orElse(null);
        }

        @Nullable
        Double number(String name) {
            String value = values.get(name);
            try {
                return value == null ? null : Double.valueOf(value);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("--" + name + " must be a number: " + value, e);
            }
        }
    }

    /** As the original voice has them. */
    final class Forms {
        private static final Pattern COMMAND =
                Pattern.compile("/yap(?::([a-z]*))?(?![a-z:])(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        private static final Pattern FLAG =
                Pattern.compile("--([A-Za-z0-9_-]+)(?:\\s*=\\s*|\\s+)(\"[^\"]+\"|'[^']+'|[^\\s\"']\\S*)");

        private Forms() {}
    }
}
