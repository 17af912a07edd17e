package io.nekoagents.capture.mds;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How a column's values become bytes, under the name that MDS gives it. */
public sealed interface Encoding permits VariableEncoding, ScalarEncoding, ArrayEncoding, ListEncoding {

    Encoding STR = VariableEncoding.STR;
    Encoding BYTES = VariableEncoding.BYTES;
    Encoding JSON = VariableEncoding.JSON;
    Encoding JPEG = VariableEncoding.JPEG;
    Encoding PNG = VariableEncoding.PNG;
    Encoding INT = ScalarEncoding.INT;
    Encoding FLOAT32 = ScalarEncoding.FLOAT32;
    Encoding FLOAT64 = ScalarEncoding.FLOAT64;

    /** Any of the names that MDS has, but {@code pkl}: to read a pickle is to run what is in it. */
    static Encoding parse(String text) {
        if (text.equals("ndarray") || text.startsWith("ndarray:")) {
            return ArrayEncoding.parse(text);
        }
        for (Encoding[] family :
                new Encoding[][] {VariableEncoding.values(), ScalarEncoding.values(), ListEncoding.values()}) {
            for (Encoding encoding : family) {
                if (encoding.text().equals(text)) {
                    return encoding;
                }
            }
        }
        throw new IllegalArgumentException("unknown encoding " + text);
    }

    /** The name as an index has it. */
    String text();

    /** The bytes of every value, where all have the same. */
    OptionalInt size();

    /** Throws {@link IllegalArgumentException} with what the value must be. */
    Datum encode(@Nullable Object value);

    /** The value in exactly these bytes; throws {@link IllegalArgumentException} where they hold none. */
    @Nullable
    Object decode(ByteBuffer bytes);
}
