package io.nekoagents.capture.mds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the encodings ask of the values they are given. */
final class Values {

    private Values() {}

    static IllegalArgumentException wrong(@Nullable Object value, String expected) {
        String found = value == null ? "null" : value.getClass().getSimpleName();
        return new IllegalArgumentException("must be " + expected + ", not " + found);
    }

    static BigInteger integer(@Nullable Object value) {
        return switch (value) {
            case BigInteger big -> big;
            case Long number -> BigInteger.valueOf(number);
            case Integer number -> BigInteger.valueOf(number);
            case Short number -> BigInteger.valueOf(number);
            case Byte number -> BigInteger.valueOf(number);
            case null, default -> throw wrong(value, "an integer");
        };
    }

    static double real(@Nullable Object value) {
        return switch (value) {
            case Double number -> number;
            case Float number -> number;
            case null, default -> throw wrong(value, "a Double or Float");
        };
    }

    static Datum bytes(@Nullable Object value) {
        return switch (value) {
            case byte[] bytes -> Datum.InMemory.of(bytes);
            case ByteBuffer bytes -> new Datum.InMemory(bytes.asReadOnlyBuffer());
            case Path file -> new Datum.InFile(file, size(file));
            case null, default -> throw wrong(value, "a byte[], a ByteBuffer or the Path of a file");
        };
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy;
    }
}
