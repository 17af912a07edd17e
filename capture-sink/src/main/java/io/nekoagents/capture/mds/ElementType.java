package io.nekoagents.capture.mds;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The numbers that scalars and arrays hold, with the code that MDS has for each in arrays. */
public enum ElementType {
    UINT8(8, 1),
    INT8(9, 1),
    UINT16(16, 2),
    INT16(17, 2),
    FLOAT16(18, 2),
    UINT32(32, 4),
    INT32(33, 4),
    FLOAT32(34, 4),
    UINT64(64, 8),
    INT64(65, 8),
    FLOAT64(66, 8);

    private final int code;
    private final int bytes;

    ElementType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    public static ElementType parse(String text) {
        for (ElementType type : values()) {
            if (type.text().equals(text)) {
                return type;
            }
        }
        throw new IllegalArgumentException("unknown type of array elements " + text);
    }

    static ElementType of(int code) {
        for (ElementType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new IllegalArgumentException("has no type of elements with the code " + code);
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public int bytes() {
        return bytes;
    }

    int code() {
        return code;
    }

    /** To a little-endian buffer. */
    void put(ByteBuffer to, @Nullable Object value) {
        switch (this) {
            case UINT8, INT8 -> to.put((byte) whole(value));
            case UINT16, INT16 -> to.putShort((short) whole(value));
            case UINT32, INT32 -> to.putInt((int) whole(value));
            case UINT64, INT64 -> to.putLong(whole(value));
            case FLOAT16 -> to.putShort(HalfFloat.of(real(value)));
            case FLOAT32 -> to.putFloat((float) real(value));
            case FLOAT64 -> to.putDouble(real(value));
        }
    }

    /** From a little-endian buffer. */
    Number get(ByteBuffer from) {
        return switch (this) {
            case UINT8 -> (long) Byte.toUnsignedInt(from.get());
            case INT8 -> (long) from.get();
            case UINT16 -> (long) Short.toUnsignedInt(from.getShort());
            case INT16 -> (long) from.getShort();
            case UINT32 -> Integer.toUnsignedLong(from.getInt());
            case INT32 -> (long) from.getInt();
            case UINT64 -> new BigInteger(Long.toUnsignedString(from.getLong()));
            case INT64 -> from.getLong();
            case FLOAT16 -> Float.float16ToFloat(from.getShort());
            case FLOAT32 -> from.getFloat();
            case FLOAT64 -> from.getDouble();
        };
    }

    private long whole(@Nullable Object value) {
        BigInteger number = Values.integer(value);
        boolean unsigned = text().startsWith("u");
        BigInteger span = BigInteger.ONE.shiftLeft(unsigned ? 8 * bytes : 8 * bytes - 1);
        BigInteger least = unsigned ? BigInteger.ZERO : span.negate();
        if (number.compareTo(least) < 0 || number.compareTo(span) >= 0) {
            throw new IllegalArgumentException("must be within " + text() + ", not " + number);
        }
        return number.longValue();
    }

    private static double real(@Nullable Object value) {
        return value instanceof Float || value instanceof Double
                ? Values.real(value)
                : Values.integer(value).doubleValue();
    }
}
