package io.nekoagents.ingest.webhook;

import io.nekoagents.schema.rule.Violation;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whether a client can be told at the address it names. Only a first look: what counts is where the connection goes in
 * the end. A host that is not known and one that is not public are refused with the same words, so that nobody can ask
 * which names there are inside.
 */
@Component
public final class CallbackCheck {

    private static final String FIELD = "callback_url";

    private final WebhookSettings settings;
    private final VettedNames names;

    CallbackCheck(WebhookSettings settings, VettedNames names) {
        this.settings = settings;
        this.names = names;
    }

    /** @param callbackUrl null where the client wants to hear nothing */
    public List<Violation> violations(@Nullable String callbackUrl) {
        if (callbackUrl == null) {
            return List.of();
        }
        if (!settings.on()) {
            return List.of(new Violation(FIELD, "must be left out: webhooks are off here"));
        }
        UrlRules urls = new UrlRules(settings.http());
        Optional<URI> sound = urls.parse(callbackUrl).filter(uri -> isReachable(uri.getHost()));
        return sound.isPresent() ? List.of() : List.of(new Violation(FIELD, urls.rule()));
    }

    private boolean isReachable(String host) {
        try {
            return names.resolve(host).length > 0;
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
