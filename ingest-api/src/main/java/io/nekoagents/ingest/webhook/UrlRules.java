package io.nekoagents.ingest.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the address of a webhook must look like, before anybody looks its host up. */
record UrlRules(boolean http) {

    /** A host that ends so is a number however it is spelled; browsers and libraries disagree on which. */
    private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9a-fA-F]*)\\.?");

    /** The address, if it is one that a webhook may have. */
    Optional<URI> parse(String url) {
        try {
            return Optional.of(new URI(url)).filter(this::isSound);
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private boolean isSound(URI uri) {
        String host = uri.getHost();
        return isScheme(uri.getScheme())
                && host != null
                && uri.getRawUserInfo() == null
                && (uri.getPort() == -1 || (uri.getPort() >= 1 && uri.getPort() <= 65_535))
                && (!NUMERIC.matcher(host).matches() || isCanonical(host));
    }

    private boolean isScheme(@Nullable String scheme) {
        return "https".equalsIgnoreCase(scheme) || (http && "http".equalsIgnoreCase(scheme));
    }

    private static boolean isCanonical(String host) {
        try {
            return InetAddress.ofLiteral(host).getHostAddress().equals(host);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    String rule() {
        return "must be an " + (http ? "http or https" : "https")
                + " address without user information, at a host that is known and has public addresses only";
    }
}
