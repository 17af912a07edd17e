package io.nekoagents.ingest.limit;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Where a request comes from, as far as that can be believed. */
final class ClientAddress {

    private static final String FORWARDED = "X-Forwarded-For";

    /** Whoever has one address of IPv6 has this many bytes' worth of them. */
    private static final int BYTES_OF_A_SITE = 8;

    private final List<Network> trusted;

    ClientAddress(List<String> trustedProxies) {
        this.trusted = trustedProxies.stream()
                .map(Network::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    /** One name for one client: its address, or of IPv6 its network. */
    String of(HttpServletRequest request) {
        return of(request.getRemoteAddr(), Collections.list(request.getHeaders(FORWARDED)));
    }

    /**
     * Each proxy appends whom it heard: from the right, the first that is no trusted proxy is the client, and what
     * stands left of it is only what the client says.
     */
    String of(String peer, List<String> forwarded) {
        Optional<InetAddress> socket = Network.address(peer);
        if (socket.isEmpty()) {
            return peer;
        }
        InetAddress client = socket.get();
        List<String> hops = Arrays.asList(String.join(",", forwarded).split(","));
        for (String hop : hops.reversed()) {
            Optional<InetAddress> before = Network.address(hop.strip());
            if (!isTrusted(client) || before.isEmpty()) {
                break;
            }
            client = before.get();
        }
        return name(client);
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    private static String name(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, BYTES_OF_A_SITE)
                : address.getHostAddress();
    }
}
