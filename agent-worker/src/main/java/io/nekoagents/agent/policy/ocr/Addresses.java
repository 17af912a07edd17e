package io.nekoagents.agent.policy.ocr;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells addresses from other words. */
final class Addresses {

    private static final Pattern WITH_SCHEME = Pattern.compile("(?i)(?:https?|file)://\\S+|(?:about|chrome|data):\\S+");
    private static final Pattern LOCAL =
            Pattern.compile("(?i)(?:localhost|\\d{1,3}(?:\\.\\d{1,3}){3}|[\\w-]+:\\d+)(?:[:/?#]\\S*)?");
    private static final Pattern HOST = Pattern.compile("(?i)(?:[\\p{L}\\p{N}-]+\\.)+\\p{L}{2,}(?:[:/?#]\\S*)?");

    private Addresses() {}

    /** As a person would type it; a scheme that is missing is https, or http on this network. */
    static Optional<URI> read(String words) {
        if (WITH_SCHEME.matcher(words).matches()) {
            return uri(words);
        }
        if (LOCAL.matcher(words).matches()) {
            return uri("http://" + words);
        }
        return HOST.matcher(words).matches() ? uri("https://" + words) : Optional.empty();
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }
}
