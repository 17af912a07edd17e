package io.nekoagents.ingest.view;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/** An open RocksDB with its native parts, closed together. */
record Database(RocksDB rocks, Map<Column, ColumnFamilyHandle> handles, WriteOptions writeOptions, Native parts)
        implements AutoCloseable {

    private static final long MEMTABLE_BYTES = 8L << 20;
    private static final long CACHE_BYTES = 32L << 20;
    private static final double BLOOM_BITS = 10;

    /** What lives outside the heap beside the database itself. */
    record Native(DBOptions options, ColumnFamilyOptions columns, LRUCache cache, BloomFilter filter) {

        static Native create() {
            LRUCache cache = new LRUCache(CACHE_BYTES);
            BloomFilter filter = new BloomFilter(BLOOM_BITS);
            ColumnFamilyOptions columns = new ColumnFamilyOptions()
                    .setWriteBufferSize(MEMTABLE_BYTES)
                    .setCompressionType(CompressionType.LZ4_COMPRESSION)
                    .setTableFormatConfig(
                            new BlockBasedTableConfig().setBlockCache(cache).setFilterPolicy(filter));
            DBOptions options = new DBOptions()
                    .setCreateIfMissing(true)
                    .setCreateMissingColumnFamilies(true)
                    .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                    .setKeepLogFileNum(2);
            return new Native(options, columns, cache, filter);
        }

        void close() {
            options.close();
            columns.close();
            filter.close();
            cache.close();
        }
    }

    static Database open(Path folder) throws RocksDBException, IOException {
        RocksDB.loadLibrary();
        Files.createDirectories(folder);
        Native parts = Native.create();
        List<ColumnFamilyDescriptor> descriptors = Arrays.stream(Column.values())
                .map(column -> new ColumnFamilyDescriptor(column.id(), parts.columns()))
                .toList();
        List<ColumnFamilyHandle> opened = new ArrayList<>();
        try {
            RocksDB rocks = RocksDB.open(parts.options(), folder.toString(), descriptors, opened);
            Map<Column, ColumnFamilyHandle> handles = new EnumMap<>(Column.class);
            Iterator<ColumnFamilyHandle> inOrder = opened.iterator();
            for (Column column : Column.values()) {
                handles.put(column, inOrder.next());
            }
            return new Database(rocks, handles, new WriteOptions(), parts);
        } catch (RocksDBException e) {
            parts.close();
            throw e;
        }
    }

    ColumnFamilyHandle handle(Column column) {
        return Objects.requireNonNull(handles.get(column));
    }

    byte @Nullable [] get(Column column, byte[] key) throws RocksDBException {
        return rocks.get(handle(column), key);
    }

    @Override
    public void close() {
        writeOptions.close();
        handles.values().forEach(ColumnFamilyHandle::close);
        rocks.close();
        parts.close();
    }
}
