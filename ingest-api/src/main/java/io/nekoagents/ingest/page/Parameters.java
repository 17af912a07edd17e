package io.nekoagents.ingest.page;

import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.problem.SoundText;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** The parameters of a request, all of them known. */
public final class Parameters {

    private final MultiValueMap<String, String> given;

    private Parameters(MultiValueMap<String, String> given) {
        this.given = given;
    }

    /** @throws ProblemException naming a parameter that is not known */
    public static Parameters of(MultiValueMap<String, String> given, Set<String> known) {
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw ProblemException.unreadable(name, "is not a known parameter");
            }
        }
        return new Parameters(given);
    }

    /** Whether a parameter says true; false if it is not given. */
    public boolean readFlag(String name) {
        return Boolean.TRUE.equals(read(name, Parameters::flag));
    }

    private static Boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    /**
     * What a parameter says, null if it is not given.
     *
     * @param parse throws {@link IllegalArgumentException} with what is allowed
     * @throws ProblemException naming the parameter if it comes twice or is not understood
     */
    public <T> @Nullable T read(String name, Function<String, T> parse) {
        if (!given.containsKey(name)) {
            return null;
        }
        String value = given.getFirst(name);
        if (value == null || given.getOrDefault(name, List.of()).size() > 1) {
            throw ProblemException.unreadable(name, "must be given once, with a value");
        }
        SoundText.require(name, value);
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException e) {
            throw ProblemException.unreadable(name, String.valueOf(e.getMessage()));
        }
    }
}
