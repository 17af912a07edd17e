package io.nekoagents.ingest.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.WriteBatch;

final class ViewStoreTest {

    private static final byte[] KEY = "key".getBytes(UTF_8);
    private static final byte[] VALUE = "value".getBytes(UTF_8);

    @TempDir
    private Path folder;

    @Test
    void keepsWhatWasWrittenForItsIdentityAlone() {
        // Given
        try (ViewStore store = ViewStore.open(folder, "one")) {
            put(store, Column.STATES, KEY);
        }

        // Then
        try (ViewStore store = ViewStore.open(folder, "one")) {
            assertThat(store.get(Column.STATES, KEY)).isEqualTo(VALUE);
        }
        try (ViewStore store = ViewStore.open(folder, "two")) {
            assertThat(store.get(Column.STATES, KEY)).isNull();
        }
    }

    @Test
    void startsAnewWhereTheFolderIsBrokenAndLeavesOtherFilesAlone() throws IOException {
        // Given
        ViewStore.open(folder, "one").close();
        Files.writeString(folder.resolve("data/CURRENT"), "garbage");
        Path foreign = Files.writeString(folder.resolve("notes.txt"), "mine");

        // Then
        try (ViewStore store = ViewStore.open(folder, "one")) {
            put(store, Column.STATES, KEY);
            assertThat(store.get(Column.STATES, KEY)).isEqualTo(VALUE);
        }
        assertThat(foreign).hasContent("mine");
    }

    @Test
    void refusesAFolderInUse() {
        ViewStore used = ViewStore.open(folder, "one");
        assertThatThrownBy(() -> ViewStore.open(folder, "two"))
                .isInstanceOf(ViewStoreException.class)
                .hasMessageContaining("Another process");
        used.close();
    }

    @Test
    void refusesReadersOnceClosed() {
        ViewStore store = ViewStore.open(folder, "one");
        store.close();
        assertThatThrownBy(() -> store.get(Column.STATES, KEY)).isInstanceOf(ViewStoreException.class);
    }

    @Test
    void scansTimesOfOneTenantFromTheNewestAndHistoriesOfOneTaskOnly() {
        try (ViewStore store = ViewStore.open(folder, "one")) {
            // Given
            Instant noon = Instant.parse("2026-03-01T12:00:00Z");
            put(store, Column.TIMES, Keys.time("a", noon, "task_a"));
            put(store, Column.TIMES, Keys.time("a", noon.plusMillis(1), "task_b"));
            put(store, Column.TIMES, Keys.time("a-b", noon, "task_c"));
            put(store, Column.FACTS, Keys.history("task_a", 300));
            put(store, Column.FACTS, Keys.history("task_a", 5));
            put(store, Column.FACTS, Keys.history("task_ab", 7));

            // When
            List<String> times = new ArrayList<>();
            store.scan(
                    Column.TIMES,
                    Keys.firstOf("a"),
                    Keys.afterLastOf("a"),
                    (key, _) -> times.add(Keys.taskId("a", key)));
            List<Long> offsets = new ArrayList<>();
            store.scan(
                    Column.FACTS,
                    Keys.history("task_a", 0),
                    Keys.history("task_a", Long.MAX_VALUE),
                    (key, _) -> offsets.add(Keys.offset(key)));

            // Then
            assertThat(times).containsExactly("task_b", "task_a");
            assertThat(offsets).containsExactly(5L, 300L);
        }
    }

    private static void put(ViewStore store, Column column, byte[] key) {
        try (WriteBatch batch = new WriteBatch()) {
            store.put(batch, column, key, VALUE);
            store.write(batch);
        }
    }
}
