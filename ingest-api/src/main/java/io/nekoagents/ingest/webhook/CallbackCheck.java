package io.nekoagents.ingest.webhook;

import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.webhook.NameLookup.UnansweredException;
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

    /**
     * @param tenant who asks
     * @param callbackUrl null where the client wants to hear nothing
     * @throws ProblemException 503 if its host could not be looked up now
     */
    public List<Violation> violations(String tenant, @Nullable String callbackUrl) {
        if (callbackUrl == null) {
            return List.of();
        }
        if (!settings.on()) {
            return List.of(new Violation(FIELD, "must be left out: webhooks are off here"));
        }
        UrlRules urls = new UrlRules(settings.http());
        Optional<URI> sound = urls.parse(callbackUrl).filter(uri -> isReachable(uri.getHost(), tenant));
        return sound.isPresent() ? List.of() : List.of(new Violation(FIELD, urls.rule()));
    }

    private boolean isReachable(String host, String tenant) {
        try {
            return names.resolve(host, tenant).length > 0;
        } catch (UnansweredException _) {
            throw ProblemException.unavailable("The host of callback_url could not be looked up in time. Try again");
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
