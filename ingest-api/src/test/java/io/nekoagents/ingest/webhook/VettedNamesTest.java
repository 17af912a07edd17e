package io.nekoagents.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.ingest.webhook.VettedNames.RefusedAddressException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class VettedNamesTest {

    @Test
    void givesWhatItFoundAndVetted() throws UnknownHostException {
        assertThat(names("8.8.8.8", "2001:4860:4860::8888").resolve("client.example"))
                .containsExactly(InetAddress.ofLiteral("8.8.8.8"), InetAddress.ofLiteral("2001:4860:4860::8888"));
    }

    @Test
    void refusesAHostThatMixesPublicAndOtherAddresses() {
        assertThatThrownBy(() -> names("8.8.8.8", "169.254.169.254").resolve("mixed.example"))
                .isInstanceOf(RefusedAddressException.class)
                .hasMessageNotContaining("169.254");
    }

    @Test
    void aHostWithoutAddressesIsUnknown() {
        assertThatThrownBy(() -> names().resolve("nothing.example")).isExactlyInstanceOf(UnknownHostException.class);
    }

    private static VettedNames names(String... addresses) {
        return new VettedNames(
                (_, _) -> Stream.of(addresses).map(InetAddress::ofLiteral).toArray(InetAddress[]::new),
                new AddressRules(List.of()));
    }
}
