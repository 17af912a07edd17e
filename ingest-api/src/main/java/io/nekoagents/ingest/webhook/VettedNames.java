package io.nekoagents.ingest.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * Looks hosts up and vets what it finds. The addresses it gives are the ones that are connected to: a name that means
 * another place a moment later changes nothing.
 */
final class VettedNames implements DnsResolver {

    private final NameLookup lookup;
    private final AddressRules rules;

    VettedNames(NameLookup lookup, AddressRules rules) {
        this.lookup = lookup;
        this.rules = rules;
    }

    /** A host has an address that no webhook may go to. Which one is not said: it would map the inside for whoever asks. */
    static final class RefusedAddressException extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        RefusedAddressException(String host) {
            super(host + " is not a public host");
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return resolve(host, null);
    }

    /**
     * One address that is not allowed refuses the host: nobody who means well mixes them.
     *
     * @param tenant who waits for it; null for none in particular
     */
    InetAddress[] resolve(String host, @Nullable String tenant) throws UnknownHostException {
        InetAddress[] found = lookup.addresses(host, tenant);
        if (found.length == 0) {
            throw new UnknownHostException(host);
        }
        if (!Stream.of(found).allMatch(rules::allow)) {
            throw new RefusedAddressException(host);
        }
        return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
