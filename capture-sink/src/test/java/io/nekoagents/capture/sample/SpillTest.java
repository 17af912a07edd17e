package io.nekoagents.capture.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpillTest {

    @TempDir
    Path folder;

    @Test
    void whatIsSmallIsInNoFile() throws IOException {
        Spill spill = new Spill(folder, 6, 2);

        write(spill);

        assertThat(spill.value()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6}));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsLargerIsAllInAFile() throws IOException {
        for (int most : new int[] {0, 1, 5}) {
            Spill spill = new Spill(folder, most, Long.MAX_VALUE);

            write(spill);

            assertThat(spill.value())
                    .as("at most %d bytes", most)
                    .isInstanceOfSatisfying(
                            Path.class,
                            file -> assertThat(file).hasParent(folder).hasBinaryContent(new byte[] {1, 2, 3, 4, 5, 6}));
        }
    }

    private static void write(Spill spill) throws IOException {
        try (spill) {
            spill.write(1);
            spill.write(new byte[] {0, 2, 3, 4, 0}, 1, 3);
            spill.write(new byte[] {5, 6});
        }
    }
}
