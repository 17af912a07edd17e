package io.nekoagents.agent.policy.ocr;

import io.nekoagents.agent.action.Direction;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The sentences that are understood. */
final class Grammar {

    private static final String NOUN =
            "(?:(?:text |input |search |drop-?down )?(?:button|link|tab|menu|item|entry|option|icon"
                    + "|checkbox|check box|radio button|box|field|input|area|list|dropdown|heading|title|label|image|row|line|text|page))";
    private static final String TARGET = "(?:the |an? )?(?:" + NOUN
            + " )?(?:labell?ed |called |named |with |of |that says )?" + QuotedText.MARK + "(?: " + NOUN + ")?";
    private static final String APPEARS =
            "(?: to (?:appear|show|show up|be visible)| appears| shows(?: up)?| is (?:visible|shown|there))?";
    private static final String WAY = "(up|down|left|right)(?:wards?)?";

    /** What one sentence means, given the groups that its pattern captured. */
    private interface Meaning {
        Optional<Instruction> of(Matcher match, QuotedText quoted);
    }

    private record Rule(Pattern sentence, Meaning meaning) {}

    private static final List<Rule> RULES = List.of(
            rule(
                    "(?:open|go to|visit|navigate to|browse to|load) (?:the (?:page|site|website|address|url) )?(\\S+)",
                    (match, quoted) -> address(quoted.plain(match.group(1)))),
            rule(
                    "(?:click|tap|press|hit|choose|select|pick|open|check|tick|activate)(?: on)? " + TARGET,
                    (match, quoted) -> Optional.of(pressed(quoted.quotation(match.group(1))))),
            rule(
                    "(?:hover|move the (?:mouse|pointer))(?: over| on| to)? " + TARGET,
                    (match, quoted) -> Optional.of(new Instruction.Hover(quoted.quotation(match.group(1))))),
            rule(
                    "(?:type|enter|input|write|put|fill in) " + QuotedText.MARK + "(?: (?:into|in|to|on) " + TARGET
                            + ")?",
                    (match, quoted) -> Optional.of(new Instruction.Type(
                            quoted.quotation(match.group(1)),
                            optional(match.group(2)).map(quoted::quotation)))),
            rule(
                    "fill(?: in| out)? " + TARGET + " with " + QuotedText.MARK,
                    (match, quoted) -> Optional.of(new Instruction.Type(
                            quoted.quotation(match.group(2)), Optional.of(quoted.quotation(match.group(1)))))),
            rule(
                    "(?:select|choose|pick) " + QuotedText.MARK + " (?:from|in|as|for) " + TARGET,
                    (match, quoted) -> Optional.of(new Instruction.Select(
                            quoted.quotation(match.group(1)), quoted.quotation(match.group(2))))),
            rule(
                    "(?:press|hit|push)(?: the)? ([^\u0002]+?)(?: key| keys)?",
                    (match, quoted) -> Keys.named(match.group(1)).map(Instruction.Press::new)),
            rule(
                    "scroll(?: the page)?(?: " + WAY + ")? (?:until|till|to)(?: you (?:can )?see| it shows)? " + TARGET
                            + APPEARS,
                    (match, quoted) -> Optional.of(
                            new Instruction.ScrollUntil(direction(match.group(1)), quoted.quotation(match.group(2))))),
            rule(
                    "scroll(?: the page)?(?: " + WAY + ")?(?: (?:by )?(\\w+)(?: times?| pages?| screens?)?)?",
                    (match, quoted) -> times(match.group(2))
                            .map(times -> new Instruction.Scroll(direction(match.group(1)), times))),
            rule(
                    "scroll(?: down| up)?(?: all the way)? to the (top|bottom|end)(?: of the page)?",
                    (match, quoted) -> Optional.of(new Instruction.Press(
                            match.group(1).equalsIgnoreCase("top") ? "Control+Home" : "Control+End"))),
            rule(
                    "wait (?:for|until|till) " + TARGET + APPEARS,
                    (match, quoted) -> Optional.of(new Instruction.WaitFor(quoted.quotation(match.group(1))))),
            rule(
                    "(?:read|report|tell me|answer with|return)(?: me)?(?: the)?(?: (?:line|text|value|row|number))?"
                            + "(?: (?:with|of|for|next to|after|below|containing))? " + TARGET,
                    (match, quoted) -> Optional.of(new Instruction.Read(quoted.quotation(match.group(1))))),
            rule(
                    "copy " + TARGET,
                    (match, quoted) -> Optional.of(new Instruction.Copy(quoted.quotation(match.group(1))))),
            rule(
                    "paste(?: it| that| the (?:text|clipboard))?(?: (?:into|in|to) " + TARGET + ")?",
                    (match, quoted) -> Optional.of(
                            new Instruction.Paste(optional(match.group(1)).map(quoted::quotation)))),
            rule(
                    "swipe " + WAY + "(?: (?:on|over|from) " + TARGET + ")?",
                    (match, quoted) -> Optional.of(new Instruction.Swipe(
                            direction(match.group(1)), optional(match.group(2)).map(quoted::quotation)))));

    private Grammar() {}

    /** What a clause asks for; empty if it is not understood. */
    static Optional<Instruction> read(String clause, QuotedText quoted) {
        String words = clause.replaceAll("\\s+", " ");
        for (Rule rule : RULES) {
            Matcher match = rule.sentence().matcher(words);
            if (match.matches()) {
                Optional<Instruction> instruction = rule.meaning().of(match, quoted);
                if (instruction.isPresent()) {
                    return instruction;
                }
            }
        }
        return Optional.empty();
    }

    private static Rule rule(String sentence, Meaning meaning) {
        return new Rule(Pattern.compile("(?i)" + sentence), meaning);
    }

    /** People put keys in quotes, too. */
    private static Instruction pressed(String text) {
        return Keys.named(text)
                .filter(key -> key.equals("Enter") || key.equals("Escape") || key.contains("+"))
                .<Instruction>map(Instruction.Press::new)
                .orElseGet(() -> new Instruction.Click(text));
    }

    private static Optional<Instruction> address(String text) {
        return Addresses.read(text).map(Instruction.Open::new);
    }

    private static Direction direction(@Nullable String name) {
        return name == null ? Direction.DOWN : Direction.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static Optional<Integer> times(@Nullable String number) {
        if (number == null) {
            return Optional.of(1);
        }
        if (number.matches("[1-9]\\d?")) {
            return Optional.of(Integer.valueOf(number));
        }
        int index = List.of("once", "twice", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
                .indexOf(number.toLowerCase(Locale.ROOT));
        return index < 0 ? Optional.empty() : Optional.of(index + 1);
    }

    private static Optional<String> optional(@Nullable String group) {
        return Optional.ofNullable(group);
    }
}
