package io.nekoagents.capture.mds;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashStream32;
import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.HexFormat;

/** The xxHash family, written with the most significant digit first, as its authors do. */
final class XxHasher {

    private XxHasher() {}

    static Hasher of(Hash hash) {
        return switch (hash) {
            case XXH32 -> new Of32(Hashing.xxh32().hashStream());
            case XXH64 -> new Of64(Hashing.xxh64().hashStream());
            case XXH3_64 -> new Of64(Hashing.xxh3_64().hashStream());
            case XXH3_128, XXH128 -> new Of128(Hashing.xxh3_128().hashStream());
            case MD5, SHA1, SHA224, SHA256, SHA384, SHA512, SHA3_224, SHA3_256, SHA3_384, SHA3_512 ->
                throw new IllegalArgumentException(hash + " is none of the family");
        };
    }

    private record Of32(HashStream32 stream) implements Hasher {

        @Override
        public void update(byte[] bytes, int offset, int length) {
            stream.putBytes(bytes, offset, length);
        }

        @Override
        public String hex() {
            return HexFormat.of().toHexDigits(stream.getAsInt());
        }
    }

    private record Of64(HashStream64 stream) implements Hasher {

        @Override
        public void update(byte[] bytes, int offset, int length) {
            stream.putBytes(bytes, offset, length);
        }

        @Override
        public String hex() {
            return HexFormat.of().toHexDigits(stream.getAsLong());
        }
    }

    private record Of128(HashStream128 stream) implements Hasher {

        @Override
        public void update(byte[] bytes, int offset, int length) {
            stream.putBytes(bytes, offset, length);
        }

        @Override
        public String hex() {
            var hash = stream.get();
            return HexFormat.of().toHexDigits(hash.getMostSignificantBits())
                    + HexFormat.of().toHexDigits(hash.getLeastSignificantBits());
        }
    }
}
