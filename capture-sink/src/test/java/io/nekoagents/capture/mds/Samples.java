package io.nekoagents.capture.mds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Episodes that look like ours, from a seed. */
final class Samples {

    static final List<Column> COLUMNS = List.of(
            new Column("episode_id", Encoding.STR),
            new Column("payload", Encoding.BYTES),
            new Column("num_frames", Encoding.INT),
            new Column("agent", Encoding.JSON),
            new Column("score", Encoding.FLOAT32),
            new Column("grid", Encoding.parse("ndarray:int16:2,2")));

    private final Random random;

    Samples(long seed) {
        random = new Random(seed);
    }

    static ShardFormat format(Compression compression, List<Hash> hashes, long limit) {
        return new ShardFormat(COLUMNS, compression, hashes, limit);
    }

    /** What two equal samples have in common, also where Java's types have no equality. */
    static String text(Sample sample) {
        Map<String, @Nullable Object> values = new TreeMap<>(sample.values());
        values.replaceAll((_, value) -> switch (value) {
            case byte[] bytes -> bytes.length + " bytes " + Arrays.hashCode(bytes);
            case NdArray array -> array.type() + " " + array.shape() + " " + array.numbers();
            case null, default -> value;
        });
        return values.toString();
    }

    List<Sample> some(int number) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            samples.add(one(i));
        }
        return samples;
    }

    /** Half of the payloads can be compressed. */
    Sample one(int number) {
        byte[] payload = new byte[random.nextInt(20_000)];
        if (number % 2 == 0) {
            random.nextBytes(payload);
        }
        Map<String, @Nullable Object> agent = new LinkedHashMap<>();
        agent.put("says", "żółw \uD83D\uDC31 \"" + number);
        agent.put("none", null);
        agent.put("steps", List.of(1L, 2.5, true, Map.of()));
        Number[] grid = {random.nextInt(100), -1, 0, Short.MAX_VALUE};
        return new Sample(Map.of(
                "episode_id",
                "ep_" + number,
                "payload",
                payload,
                "num_frames",
                (long) number,
                "agent",
                agent,
                "score",
                random.nextFloat(),
                "grid",
                NdArray.of(ElementType.INT16, List.of(2, 2), grid)));
    }
}
