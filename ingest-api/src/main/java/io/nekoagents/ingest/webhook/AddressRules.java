package io.nekoagents.ingest.webhook;

import io.nekoagents.ingest.limit.Network;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses a webhook may go to: those that anybody on the Internet could reach, and those of allowed networks.
 * Of IPv6 only what is given out for global unicast is looked at, so that what embeds an IPv4 address (mapped,
 * compatible, NAT64, 6to4, Teredo) is outside whatever it embeds.
 */
final class AddressRules {

    /** IANA's special-purpose registry, what of the rest is not unicast, and where a cloud hides more than its name says. */
    private static final List<Network> NOT_PUBLIC_4 = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    private static final List<Network> GLOBAL_6 = networks("2000::/3");

    private static final List<Network> NOT_PUBLIC_6 = networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private final List<Network> allowed;

    /** @param allowed though they may not be public */
    AddressRules(List<Network> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    boolean allow(InetAddress address) {
        return contains(allowed, address) || isPublic(address);
    }

    private static boolean isPublic(InetAddress address) {
        return address instanceof Inet4Address
                ? !contains(NOT_PUBLIC_4, address)
                : contains(GLOBAL_6, address) && !contains(NOT_PUBLIC_6, address);
    }

    private static boolean contains(List<Network> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(text -> Network.parse(text).orElseThrow()).toList();
    }
}
