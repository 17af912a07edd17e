package io.nekoagents.ingest.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.ingest.archive.Archive.Stored;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VerifiedContentTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 200_000})
    void passesOnWhatIsAsItShouldBe(int length) throws IOException {
        byte[] bytes = bytes(length);

        assertThat(verified(bytes, length, VerifiedContent.sha256(bytes)).readAllBytes())
                .isEqualTo(bytes);
    }

    @Test
    void keepsTheLastBytesOfWhatIsAnother() {
        // Given
        byte[] bytes = bytes(200_000);
        VerifiedContent content = verified(bytes, bytes.length, VerifiedContent.sha256(bytes(5)));
        ByteArrayOutputStream passed = new ByteArrayOutputStream();

        // Then
        assertThatThrownBy(() -> content.transferTo(passed)).isInstanceOf(IOException.class);
        assertThat(passed.size()).isLessThan(bytes.length);
    }

    @Test
    void noticesThatItEndsTooSoon() {
        byte[] bytes = bytes(1_000);

        assertThatThrownBy(() ->
                        verified(bytes, 1_001, VerifiedContent.sha256(bytes)).readAllBytes())
                .isInstanceOf(IOException.class);
    }

    private static VerifiedContent verified(byte[] bytes, long claimed, String sha256) {
        return new VerifiedContent(new Stored(claimed, new ByteArrayInputStream(bytes)), sha256);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
