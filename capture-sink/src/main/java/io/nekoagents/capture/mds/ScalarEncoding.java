package io.nekoagents.capture.mds;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One number of a fixed width. The integers take a Byte, Short, Integer, Long or BigInteger in range and are read as
 * {@link Long} ({@code uint64} as {@link BigInteger}); the floats take those, Float and Double, and are read as {@link
 * Double} ({@code float64}) or {@link Float}.
 */
enum ScalarEncoding implements Encoding {
    INT(ElementType.INT64),
    UINT8(ElementType.UINT8),
    UINT16(ElementType.UINT16),
    UINT32(ElementType.UINT32),
    UINT64(ElementType.UINT64),
    INT8(ElementType.INT8),
    INT16(ElementType.INT16),
    INT32(ElementType.INT32),
    INT64(ElementType.INT64),
    FLOAT16(ElementType.FLOAT16),
    FLOAT32(ElementType.FLOAT32),
    FLOAT64(ElementType.FLOAT64);

    private final ElementType type;

    ScalarEncoding(ElementType type) {
        this.type = type;
    }

    @Override
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public OptionalInt size() {
        return OptionalInt.of(type.bytes());
    }

    @Override
    public Datum encode(@Nullable Object value) {
        ByteBuffer bytes = ByteBuffer.allocate(type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        type.put(bytes, value);
        return new Datum.InMemory(bytes.flip());
    }

    @Override
    public Object decode(ByteBuffer bytes) {
        return type.get(bytes.order(ByteOrder.LITTLE_ENDIAN));
    }
}
