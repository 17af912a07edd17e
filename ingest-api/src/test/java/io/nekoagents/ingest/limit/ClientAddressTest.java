package io.nekoagents.ingest.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClientAddressTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9 | 198.51.100.1                       | 203.0.113.9  ",
                "10.0.0.1    | ''                                 | 10.0.0.1     ",
                "10.0.0.1    | 198.51.100.1                       | 198.51.100.1 ",
                "10.0.0.1    | 1.2.3.4, 198.51.100.1              | 198.51.100.1 ",
                "10.0.0.1    | 1.2.3.4, 198.51.100.1, 10.0.0.7    | 198.51.100.1 ",
                "10.0.0.1    | 10.0.0.5, 10.0.0.7                 | 10.0.0.5     ",
                "10.0.0.1    | 198.51.100.1, localhost            | 10.0.0.1     ",
                "10.0.0.1    | 198.51.100.1, garbage, 10.0.0.7    | 10.0.0.7     ",
                "10.0.0.1    | 198.51.100.1:80                    | 10.0.0.1     ",
                "2001:db8::1 | 198.51.100.1                       | 198.51.100.1 ",
                "10.0.0.1    | 2001:db9:1:2:3:4:5:6               | 20010db900010002",
            })
    void believesTrustedProxiesAloneFromTheRight(String peer, String forwarded, String client) {
        ClientAddress addresses = new ClientAddress(List.of("10.0.0.0/8", "2001:db8::/32"));
        assertThat(addresses.of(peer, List.of(forwarded))).isEqualTo(client);
    }

    @Test
    void readsSeveralHeadersAsOne() {
        ClientAddress addresses = new ClientAddress(List.of("10.0.0.0/8"));
        assertThat(addresses.of("10.0.0.1", List.of("1.2.3.4", "198.51.100.1, 10.0.0.2")))
                .isEqualTo("198.51.100.1");
    }

    @Test
    void takesAddressesOfOneSiteForOneClient() {
        ClientAddress addresses = new ClientAddress(List.of());
        assertThat(addresses.of("2001:db8:1:2::1", List.of()))
                .isEqualTo(addresses.of("2001:db8:1:2:ffff::9", List.of()));
    }
}
