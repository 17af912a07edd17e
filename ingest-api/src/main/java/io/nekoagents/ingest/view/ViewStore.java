package io.nekoagents.ingest.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.ingest.LogKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** The view's folder: sorted bytes in columns. Thread-safe; a reader never sees a closed store, only an exception. */
final class ViewStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ViewStore.class);
    private static final byte[] IDENTITY = "identity".getBytes(UTF_8);

    private final FolderLock folderLock;
    private final Database database;
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;

    private ViewStore(FolderLock folderLock, Database database) {
        this.folderLock = folderLock;
        this.database = database;
    }

    /** Looks at a key and its value; false ends the scan. */
    interface Visitor {
        boolean visit(byte[] key, byte[] value);
    }

    /**
     * Opens the store, empty if there is none, or if what is there is broken or of another identity.
     *
     * @param identity whose view it must be
     * @throws ViewStoreException if another process uses the folder, or it cannot be written
     */
    static ViewStore open(Path folder, String identity) {
        return open(folder, data -> usable(data, identity));
    }

    /** Opens the store without what was in it; otherwise as {@link #open(Path, String)}. */
    static ViewStore empty(Path folder, String identity) {
        return open(folder, data -> anew(data, identity));
    }

    private static ViewStore open(Path folder, Opening opening) {
        FolderLock lock = FolderLock.take(folder);
        Path data = folder.resolve("data");
        try {
            return new ViewStore(lock, opening.open(data));
        } catch (RocksDBException | IOException e) {
            lock.close();
            throw new ViewStoreException("Cannot open the view's folder " + data.toAbsolutePath(), e);
        }
    }

    private static Database usable(Path data, String identity) throws RocksDBException, IOException {
        try {
            Database found = Database.open(data);
            byte[] of = found.get(Column.META, IDENTITY);
            if (of != null && Arrays.equals(of, identity.getBytes(UTF_8))) {
                return found;
            }
            found.close();
        } catch (RocksDBException e) {
            LOG.atWarn().addKeyValue(LogKeys.FOLDER, data).setCause(e).log("The view in the folder is broken");
        }
        return anew(data, identity);
    }

    private static Database anew(Path data, String identity) throws RocksDBException, IOException {
        LOG.atInfo().addKeyValue(LogKeys.FOLDER, data).log("Starts a new view of the log");
        FileSystemUtils.deleteRecursively(data);
        Files.createDirectories(data);
        Database empty = Database.open(data);
        try (WriteBatch batch = new WriteBatch();
                WriteOptions options = new WriteOptions()) {
            batch.put(empty.handle(Column.META), IDENTITY, identity.getBytes(UTF_8));
            empty.rocks().write(options, batch);
        }
        return empty;
    }

    byte @Nullable [] get(Column column, byte[] key) {
        return reading(() -> database.get(column, key));
    }

    /** Visits the entries from one key to before another, or to the column's end. */
    void scan(Column column, byte[] from, byte @Nullable [] before, Visitor visitor) {
        reading(() -> {
            try (Slice bound = before == null ? null : new Slice(before);
                    ReadOptions options = new ReadOptions()) {
                if (bound != null) {
                    options.setIterateUpperBound(bound);
                }
                try (RocksIterator entries = database.rocks().newIterator(database.handle(column), options)) {
                    entries.seek(from);
                    while (entries.isValid() && visitor.visit(entries.key(), entries.value())) {
                        entries.next();
                    }
                    entries.status();
                }
            }
            return null;
        });
    }

    /** The values of a whole column. */
    List<byte[]> values(Column column) {
        List<byte[]> values = new ArrayList<>();
        scan(column, new byte[0], null, (_, value) -> values.add(value));
        return values;
    }

    void put(WriteBatch batch, Column column, byte[] key, byte[] value) {
        filling(() -> batch.put(database.handle(column), key, value));
    }

    void delete(WriteBatch batch, Column column, byte[] key) {
        filling(() -> batch.delete(database.handle(column), key));
    }

    void deleteRange(WriteBatch batch, Column column, byte[] from, byte[] before) {
        filling(() -> batch.deleteRange(database.handle(column), from, before));
    }

    /** All or nothing. Survives the end of the process; after a crash of the machine the log is read again from earlier. */
    void write(WriteBatch batch) {
        reading(() -> {
            database.rocks().write(database.writeOptions(), batch);
            return null;
        });
    }

    private <T extends @Nullable Object> T reading(Access<T> access) {
        Lock lock = use.readLock();
        lock.lock();
        try {
            if (closed) {
                throw new ViewStoreException("The view is closed");
            }
            return access.run();
        } catch (RocksDBException e) {
            throw new ViewStoreException("The view's folder failed: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    private static void filling(Filling filling) {
        try {
            filling.run();
        } catch (RocksDBException e) {
            throw new ViewStoreException("A batch of the view could not be filled", e);
        }
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                database.close();
                folderLock.close();
            }
        } finally {
            use.writeLock().unlock();
        }
    }

    private interface Opening {
        Database open(Path data) throws RocksDBException, IOException;
    }

    private interface Access<T extends @Nullable Object> {
        T run() throws RocksDBException;
    }

    private interface Filling {
        void run() throws RocksDBException;
    }
}
