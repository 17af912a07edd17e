package io.nekoagents.ingest.delivery;

import io.nekoagents.schema.webhook.WebhookDue;
import java.net.URI;
import java.util.Locale;

/**
 * Deliveries of one tenant to one receiver: they wait for each other, and for nobody else's.
 *
 * @param receiver scheme, host and port
 */
public record Line(String tenant, String receiver) {

    public static Line of(WebhookDue due) {
        return new Line(due.getTenant(), receiver(due.getUrl()));
    }

    private static String receiver(String url) {
        try {
            URI uri = URI.create(url);
            return (uri.getScheme() + "://" + uri.getHost() + ":" + uri.getPort()).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException _) {
            return ""; // no such delivery is ever made, but it must wait somewhere until that is said
        }
    }
}
