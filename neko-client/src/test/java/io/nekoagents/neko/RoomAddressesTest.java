package io.nekoagents.neko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RoomAddressesTest {

    private final RoomAddresses addresses = RoomAddresses.of(
            List.of("http://127.0.0.1:8090/", "https://*.rooms.example/", "https://host.example/neko"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8090",
                "http://127.0.0.1:8090/any/",
                "https://a.rooms.example/",
                "https://a.b.ROOMS.example:443/x",
                "https://host.example/neko/7"
            })
    void holdsWhatIsThereOrBelow(String address) {
        assertThat(RoomAddresses.canonical(address))
                .hasValueSatisfying(uri -> assertThat(addresses.hold(uri)).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8091/",
                "https://127.0.0.1:8090/",
                "http://127.0.0.1.evil.example:8090/",
                "https://rooms.example/",
                "https://evilrooms.example/",
                "http://a.rooms.example/",
                "https://a.rooms.example:8443/",
                "https://host.example/nekoo",
                "https://host.example/neko/../",
                "https://host.example/"
            })
    void holdsNothingElse(String address) {
        assertThat(RoomAddresses.canonical(address).filter(addresses::hold)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "room",
                "ftp://host/",
                "http://user@host/",
                "http://host/?a",
                "http://host/#a",
                "http://host/%2e%2e/",
                "http:///x",
                "http://a b/"
            })
    void whatIsNoPlainAddressIsNone(String address) {
        assertThat(RoomAddresses.canonical(address)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"HTTP://Host.Example:80,http://host.example/", "https://h:8443/x,https://h:8443/x/"})
    void anAddressHasOneSpelling(String address, String canonical) {
        assertThat(RoomAddresses.canonical(address)).hasToString("Optional[" + canonical + "]");
    }

    @Test
    void aPlaceThatIsNoneIsRefused() {
        assertThatThrownBy(() -> RoomAddresses.of(List.of("everywhere"))).hasMessageContaining("everywhere");
    }
}
