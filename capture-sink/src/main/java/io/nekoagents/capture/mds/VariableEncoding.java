package io.nekoagents.capture.mds;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Values whose bytes differ in number from sample to sample. */
enum VariableEncoding implements Encoding {
    /** {@link String}. */
    STR {
        @Override
        public Datum encode(@Nullable Object value) {
            if (value instanceof String text) {
                return new Datum.InMemory(Utf8.encode(text));
            }
            throw Values.wrong(value, "a String");
        }

        @Override
        public String decode(ByteBuffer bytes) {
            return Utf8.decode(bytes);
        }
    },
    /** {@code byte[]}, {@link ByteBuffer} or a {@link Path}, whose file is copied; read as {@code byte[]}. */
    BYTES,
    /** Encoded images: taken and given as {@link #BYTES} are. */
    JPEG,
    PNG,
    /** Pixels as MDS lays them out: width, height, length of the mode's name, that name, rows. */
    PIL,
    /** What {@link PythonJson} writes: maps, lists, strings, numbers, booleans, null. */
    JSON {
        @Override
        public Datum encode(@Nullable Object value) {
            return new Datum.InMemory(Utf8.encode(PythonJson.write(value)));
        }

        @Override
        public @Nullable Object decode(ByteBuffer bytes) {
            return PythonJson.read(Utf8.decode(bytes));
        }
    },
    /** Any integer in decimal digits; read as {@link BigInteger}. */
    STR_INT {
        @Override
        public Datum encode(@Nullable Object value) {
            return new Datum.InMemory(Utf8.encode(Values.integer(value).toString()));
        }

        @Override
        public BigInteger decode(ByteBuffer bytes) {
            return new BigInteger(Utf8.decode(bytes));
        }
    },
    /** {@link Double}. */
    STR_FLOAT {
        @Override
        public Datum encode(@Nullable Object value) {
            return new Datum.InMemory(Utf8.encode(PythonFloat.repr(Values.real(value))));
        }

        @Override
        public Double decode(ByteBuffer bytes) {
            return PythonFloat.parse(Utf8.decode(bytes));
        }
    },
    /** {@link BigDecimal}. */
    STR_DECIMAL {
        @Override
        public Datum encode(@Nullable Object value) {
            if (value instanceof BigDecimal decimal) {
                return new Datum.InMemory(Utf8.encode(decimal.toString()));
            }
            throw Values.wrong(value, "a BigDecimal");
        }

        @Override
        public BigDecimal decode(ByteBuffer bytes) {
            return new BigDecimal(Utf8.decode(bytes));
        }
    };

    @Override
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public OptionalInt size() {
        return OptionalInt.empty();
    }

    @Override
    public Datum encode(@Nullable Object value) {
        return Values.bytes(value);
    }

    @Override
    public @Nullable Object decode(ByteBuffer bytes) {
        return Values.copy(bytes);
    }
}
