package io.nekoagents.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * What was measured.
 *
 * @param about in one line, what was done and how it was measured
 */
public record BenchReport(String name, String about, List<Figure> figures) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public BenchReport {
        figures = List.copyOf(figures);
    }

    /**
     * One number.
     *
     * @param target what was aimed at; empty for a peer or a limit, measured to compare with
     */
    public record Figure(String what, double value, String unit, Optional<Target> target) {

        public static Figure of(String what, double value, String unit) {
            return new Figure(what, value, unit, Optional.empty());
        }

        public static Figure atLeast(String what, double value, String unit, double target) {
            return new Figure(what, value, unit, Optional.of(new Target(target, true)));
        }

        public static Figure atMost(String what, double value, String unit, double target) {
            return new Figure(what, value, unit, Optional.of(new Target(target, false)));
        }

        Optional<Boolean> met() {
            return target.map(aim -> aim.least() ? value >= aim.value() : value <= aim.value());
        }
    }

    /** @param least whether the figure should be at least this, else at most */
    public record Target(double value, boolean least) {}

    /** A table for people. */
    public String table() {
        StringBuilder table = new StringBuilder();
        table.append(name)
                .append(", ")
                .append(cores())
                .append(" cores: ")
                .append(about)
                .append('\n');
        for (Figure figure : figures) {
            table.append("  %-44s %12s %-8s".formatted(figure.what(), number(figure.value()), figure.unit()));
            figure.target()
                    .ifPresent(target -> table.append("  target %s %s  %s"
                            .formatted(
                                    target.least() ? "≥" : "≤",
                                    number(target.value()),
                                    figure.met().orElseThrow() ? "met" : "MISSED")));
            table.append('\n');
        }
        return table.toString();
    }

    public String json() {
        ObjectNode json = JSON.createObjectNode().put("bench", name).put("about", about);
        json.putObject("machine")
                .put("cores", cores())
                .put("arch", System.getProperty("os.arch"))
                .put("java", Runtime.version().toString())
                .put("memory_bytes", Runtime.getRuntime().maxMemory());
        ArrayNode all = json.putArray("figures");
        for (Figure figure : figures) {
            ObjectNode one = all.addObject()
                    .put("what", figure.what())
                    .put("value", figure.value())
                    .put("unit", figure.unit());
            figure.target()
                    .ifPresent(target -> one.put("target", target.value())
                            .put("target_is", target.least() ? "at_least" : "at_most")
                            .put("met", figure.met().orElseThrow()));
        }
        return json.toPrettyString();
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static String number(double value) {
        return value >= 100 ? "%,.0f".formatted(value) : "%.2f".formatted(value);
    }
}
