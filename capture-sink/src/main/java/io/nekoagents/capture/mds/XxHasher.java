package io.nekoagents.capture.mds;

import com.dynatrace.hash4j.hashing.HashSink;
import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashStream32;
import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.HexFormat;
import java.util.function.Supplier;

/** The xxHash family, written with the most significant digit first, as its authors do. */
record XxHasher(HashSink stream, Supplier<String> digits) implements Hasher {

    private static final HexFormat HEX = HexFormat.of();

    static Hasher of(Hash hash) {
        return switch (hash) {
            case XXH32 -> of(Hashing.xxh32().hashStream());
            case XXH64 -> of(Hashing.xxh64().hashStream());
            case XXH3_64 -> of(Hashing.xxh3_64().hashStream());
            case XXH3_128, XXH128 -> of(Hashing.xxh3_128().hashStream());
            case MD5, SHA1, SHA224, SHA256, SHA384, SHA512, SHA3_224, SHA3_256, SHA3_384, SHA3_512 ->
                throw new IllegalArgumentException(hash + " is none of the family");
        };
    }

    private static Hasher of(HashStream32 stream) {
        return new XxHasher(stream, () -> HEX.toHexDigits(stream.getAsInt()));
    }

    private static Hasher of(HashStream64 stream) {
        return new XxHasher(stream, () -> HEX.toHexDigits(stream.getAsLong()));
    }

    private static Hasher of(HashStream128 stream) {
        return new XxHasher(stream, () -> {
            var hash = stream.get();
            return HEX.toHexDigits(hash.getMostSignificantBits()) + HEX.toHexDigits(hash.getLeastSignificantBits());
        });
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        stream.putBytes(bytes, offset, length);
    }

    @Override
    public String hex() {
        return digits.get();
    }
}
