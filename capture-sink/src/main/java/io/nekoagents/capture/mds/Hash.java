package io.nekoagents.capture.mds;

/** What a shard's files are hashed with, under the names that MDS has; in lower-case hex. */
public enum Hash {
    MD5("md5", "MD5"),
    SHA1("sha1", "SHA-1"),
    SHA224("sha224", "SHA-224"),
    SHA256("sha256", "SHA-256"),
    SHA384("sha384", "SHA-384"),
    SHA512("sha512", "SHA-512"),
    SHA3_224("sha3_224", "SHA3-224"),
    SHA3_256("sha3_256", "SHA3-256"),
    SHA3_384("sha3_384", "SHA3-384"),
    SHA3_512("sha3_512", "SHA3-512"),
    XXH32("xxh32", ""),
    XXH64("xxh64", ""),
    XXH3_64("xxh3_64", ""),
    XXH3_128("xxh3_128", ""),
    /** The other name of xxh3_128. */
    XXH128("xxh128", "");

    private final String text;
    private final String digest;

    Hash(String text, String digest) {
        this.text = text;
        this.digest = digest;
    }

    public static Hash parse(String text) {
        for (Hash hash : values()) {
            if (hash.text.equals(text)) {
                return hash;
            }
        }
        throw new IllegalArgumentException("unknown hash " + text);
    }

    public String text() {
        return text;
    }

    Hasher start() {
        return digest.isEmpty() ? XxHasher.of(this) : new DigestHasher(digest);
    }
}
