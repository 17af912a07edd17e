package io.nekoagents.capture.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.capture.store.Address;
import io.nekoagents.schema.capture.CaptureConfig;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PlacesTest {

    private final Places places = new Places(Address.ofSetting("/sets"));

    @Test
    void aDatasetHasAFolderOfItsOwnWhateverTenantsShare() {
        assertThat(of(null, true)).containsExactly("file:///sets/acme/episodes");
        assertThat(of("s3://shared/x", true))
                .containsExactly("file:///sets/acme/episodes", "s3://shared/x/acme/episodes");
        assertThat(of("s3://shared/x", false)).containsExactly("s3://shared/x/acme/episodes");
        assertThat(of("file:///sets", true)).containsExactly("file:///sets/acme/episodes");
    }

    private List<String> of(@Nullable String remote, boolean keepLocal) {
        CaptureConfig config = CaptureConfig.newBuilder()
                .setTenant("acme")
                .setRemoteUri(remote)
                .setKeepLocal(keepLocal)
                .setUpdatedAt(Instant.EPOCH)
                .build();
        return places.of(config).stream().map(Address::text).toList();
    }
}
