package io.nekoagents.ingest.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Asks for the addresses of a host. */
interface NameLookup {

    /** @throws UnknownHostException if it has none, or nobody said so in time */
    InetAddress[] addresses(String host) throws UnknownHostException;
}
