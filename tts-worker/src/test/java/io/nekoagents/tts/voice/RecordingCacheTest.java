package io.nekoagents.tts.voice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordingCacheTest {

    @TempDir
    private Path folder;

    @Test
    void theOneThatWasNotUsedForLongestGoesFirst() throws IOException {
        // Given
        RecordingCache cache = RecordingCache.open(folder, 30);
        cache.put("a.wav", new byte[10]);
        cache.put("b.wav", new byte[10]);
        cache.put("c.wav", new byte[10]);

        // When
        assertThat(cache.find("a.wav")).isPresent();
        cache.put("d.wav", new byte[10]);

        // Then
        assertThat(cache.find("b.wav")).isEmpty();
        assertThat(folder.resolve("b.wav")).doesNotExist();
        assertThat(cache.find("a.wav")).hasValue(folder.resolve("a.wav"));
    }

    @Test
    void theNewestStaysWhateverItsSize() throws IOException {
        // Given
        RecordingCache cache = RecordingCache.open(folder, 30);
        cache.put("a.wav", new byte[10]);

        // When
        cache.put("b.wav", new byte[100]);

        // Then
        assertThat(cache.find("a.wav")).isEmpty();
        assertThat(cache.find("b.wav")).isPresent();
    }

    @Test
    void knowsWhatWasThereBeforeAndKeepsToItsBound() throws IOException {
        // Given
        for (int i = 0; i < 4; i++) {
            Path file = Files.write(folder.resolve(i + ".wav"), new byte[10]);
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000L * i));
        }
        Files.write(folder.resolve("recording1.part"), new byte[10]);

        // When
        RecordingCache cache = RecordingCache.open(folder, 20);

        // Then
        assertThat(cache.find("0.wav")).isEmpty();
        assertThat(cache.find("1.wav")).isEmpty();
        assertThat(cache.find("2.wav")).isPresent();
        assertThat(cache.holding("3")).hasValue(folder.resolve("3.wav"));
        assertThat(cache.holding("0")).isEmpty();
    }

    @Test
    void noticesThatAFileIsGone() throws IOException {
        // Given
        RecordingCache cache = RecordingCache.open(folder, 30);
        Files.delete(cache.put("a.wav", new byte[10]));

        // Then
        assertThat(cache.find("a.wav")).isEmpty();
        assertThat(cache.put("a.wav", new byte[10])).exists();
    }
}
