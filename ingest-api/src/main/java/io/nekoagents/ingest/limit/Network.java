package io.nekoagents.ingest.limit;

import java.net.InetAddress;
import java.util.Optional;

/** A range of addresses: those that begin with the same bits. */
public record Network(InetAddress first, int bits) {

    /** Empty if the text is not an address, a slash and a number of bits, or an address alone. */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        return address(slash < 0 ? text : text.substring(0, slash)).flatMap(first -> {
            int most = first.getAddress().length * Byte.SIZE;
            try {
                int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
                return bits < 0 || bits > most ? Optional.empty() : Optional.of(new Network(first, bits));
            } catch (NumberFormatException _) {
                return Optional.empty();
            }
        });
    }

    /** The address, which is never looked up; empty if the text is none. */
    static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress address) {
        byte[] one = first.getAddress();
        byte[] other = address.getAddress();
        if (one.length != other.length) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >> i % Byte.SIZE;
            if (((one[i / Byte.SIZE] ^ other[i / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
