package io.nekoagents.capture.mds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is expected here is what numpy has. */
final class EncodingTest {

    @ParameterizedTest
    @CsvSource({
        "int, -2, feffffffffffffff",
        "uint8, 255, ff",
        "int8, -128, 80",
        "uint16, 65535, ffff",
        "uint32, 4294967295, ffffffff",
        "int32, -1, ffffffff",
        "uint64, 18446744073709551615, ffffffffffffffff",
    })
    void wholeNumbersAreLittleEndianOfTheirWidth(String name, BigInteger number, String hex) {
        Encoding encoding = Encoding.parse(name);

        assertThat(hex(encoding.encode(number))).isEqualTo(hex);
        assertThat(encoding.decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex))))
                .hasToString(number.toString());
        assertThat(encoding.size()).hasValue(hex.length() / 2);
    }

    @ParameterizedTest
    @CsvSource({
        "uint8, 256",
        "uint8, -1",
        "int8, 128",
        "int16, -32769",
        "uint64, 18446744073709551616",
        "int, 9223372036854775808"
    })
    void refusesANumberOutOfRangeInsteadOfCuttingIt(String name, BigInteger number) {
        assertThatThrownBy(() -> Encoding.parse(name).encode(number))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(number.toString());
    }

    /** The second lies so little above the middle of two that as a float it is the middle. */
    @ParameterizedTest
    @CsvSource({
        "1.00048828125, 003c",
        "1.000488281250001, 013c",
        "1.000488281249999, 003c",
        "-1.000488281250001, 01bc",
        "65504, ff7b",
        "65520, 007c",
        "65519.999999999, ff7b",
        "5.960464477539063e-8, 0100",
        "2.98023223876953125e-8, 0000",
        "2.9802322387695316e-8, 0100",
        "0.1, 662e",
        "NaN, 007e",
        "-Infinity, 00fc",
    })
    void aHalfFloatIsRoundedOnce(double number, String hex) {
        assertThat(hex(Encoding.parse("float16").encode(number))).isEqualTo(hex);
    }

    @Test
    void anArrayHasItsTypeAndShapeBeforeItUnlessTheEncodingHasThem() {
        NdArray array = NdArray.of(ElementType.UINT16, List.of(1, 2), 1, 258);

        assertThat(hex(Encoding.parse("ndarray").encode(array))).isEqualTo("10" + "08" + "0102" + "01000201");
        assertThat(hex(Encoding.parse("ndarray:uint16").encode(array))).isEqualTo("08" + "0102" + "01000201");
        assertThat(hex(Encoding.parse("ndarray:uint16:1,2").encode(array))).isEqualTo("01000201");
        assertThatThrownBy(() -> Encoding.parse("ndarray:int16").encode(array)).hasMessageContaining("ndarray:int16");
        assertThatThrownBy(() -> Encoding.parse("ndarray:uint16:2,1").encode(array))
                .hasMessageContaining("2,1");
    }

    @Test
    void refusesTextThatUtf8CannotHold() {
        assertThatThrownBy(() -> Encoding.STR.encode("\uD800")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String hex(Datum datum) {
        return datum instanceof Datum.InMemory memory
                ? HexFormat.of().formatHex(Values.copy(memory.bytes().duplicate()))
                : "a file";
    }
}
