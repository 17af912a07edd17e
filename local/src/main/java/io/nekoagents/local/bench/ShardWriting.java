package io.nekoagents.local.bench;

import io.nekoagents.capture.mds.Column;
import io.nekoagents.capture.mds.Compression;
import io.nekoagents.capture.mds.Encoding;
import io.nekoagents.capture.mds.Hash;
import io.nekoagents.capture.mds.MdsWriter;
import io.nekoagents.capture.mds.Sample;
import io.nekoagents.capture.mds.ShardFormat;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@code write_shards.py} does, with our writer, in a process of its own: so that its memory is seen alone. Prints
 * the bytes of the payloads, the seconds, the most heap that was used and the most memory that was resident, in bytes.
 */
public final class ShardWriting {

    private static final List<Column> COLUMNS = List.of(
            new Column("episode_id", Encoding.STR),
            new Column("task", Encoding.STR),
            new Column("payload", Encoding.BYTES),
            new Column("num_frames", Encoding.INT),
            new Column("num_actions", Encoding.INT),
            new Column("started_at", Encoding.STR),
            new Column("ended_at", Encoding.STR),
            new Column("screen_w", Encoding.INT),
            new Column("screen_h", Encoding.INT),
            new Column("agent", Encoding.JSON));

    private ShardWriting() {}

    /** Arguments as those of the script. */
    public static void main(String[] arguments) throws IOException {
        List<byte[]> pool = pool(Path.of(arguments[0]));
        int rounds = Integer.parseInt(arguments[3]);
        ShardFormat format = new ShardFormat(
                COLUMNS, Compression.parse(arguments[2]), List.of(Hash.SHA1), Long.parseLong(arguments[4]));
        long began = System.nanoTime();
        long bytes = 0;
        try (MdsWriter writer = MdsWriter.create(Path.of(arguments[1]), format)) {
            for (int round = 0; round < rounds; round++) {
                for (int number = 0; number < pool.size(); number++) {
                    writer.write(sample("ep_" + round + "_" + number, pool.get(number)));
                    bytes += pool.get(number).length;
                }
            }
            writer.finish();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf("%d %f %d %d%n", bytes, seconds, peakHeap(), peakResident());
    }

    private static Sample sample(String id, byte[] payload) {
        return new Sample(Map.of(
                "episode_id",
                id,
                "task",
                "find the price of the cheapest ticket",
                "payload",
                payload,
                "num_frames",
                24,
                "num_actions",
                12,
                "started_at",
                "2026-03-01T12:00:00Z",
                "ended_at",
                "2026-03-01T12:00:12Z",
                "screen_w",
                1280,
                "screen_h",
                720,
                "agent",
                Map.of("kind", "agent", "model", "some-model", "labels", List.of("bench"), "steps", 12)));
    }

    private static List<byte[]> pool(Path file) throws IOException {
        List<byte[]> pool = new ArrayList<>();
        try (DataInputStream from = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (byte[] head = from.readNBytes(4); head.length == 4; head = from.readNBytes(4)) {
                pool.add(from.readNBytes(ByteBuffer.wrap(head).getInt()));
            }
        }
        return pool;
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    private static long peakResident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }
}
