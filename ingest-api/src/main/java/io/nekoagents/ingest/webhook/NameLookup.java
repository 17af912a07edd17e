package io.nekoagents.ingest.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Asks for the addresses of a host. */
interface NameLookup {

    /** Nobody said in time whether the host has any: it may. */
    final class UnansweredException extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        UnansweredException(String host) {
            super(host + " was not found in time");
        }
    }

    /**
     * @param tenant who waits for it, and may have so many lookups at a time; null for none in particular
     * @throws UnansweredException if nobody said so in time
     * @throws UnknownHostException if it has none
     */
    InetAddress[] addresses(String host, @Nullable String tenant) throws UnknownHostException;
}
