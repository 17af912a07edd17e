package io.nekoagents.capture.mds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is expected here is what Python 3 prints. */
final class PythonJsonTest {

    @Test
    void writesInTheOrderOfTheMapWithASpaceBehindCommaAndColon() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("z", List.of(1, 2L, true));
        map.put("a", null);
        map.put("m", Map.of());
        map.put("l", List.of());
        map.put("big", BigInteger.TWO.pow(70));

        assertThat(PythonJson.write(map))
                .isEqualTo("{\"z\": [1, 2, true], \"a\": null, \"m\": {}, \"l\": [], \"big\": 1180591620717411303424}");
    }

    @Test
    void escapesWhatIsNotPrintableAscii() {
        assertThat(PythonJson.write("é\u007f\u0000/\"\\\n\r\t\b\f~ \uD83D\uDC31\uD800"))
                .isEqualTo("\"\\u00e9\\u007f\\u0000/\\\"\\\\\\n\\r\\t\\b\\f~ \\ud83d\\udc31\\ud800\"");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0, 0.0",
        "-0.0, -0.0",
        "1.0, 1.0",
        "100.0, 100.0",
        "0.1, 0.1",
        "123456.789, 123456.789",
        "1e15, 1000000000000000.0",
        "9999999999999998.0, 9999999999999998.0",
        "1e16, 1e+16",
        "1.5e16, 1.5e+16",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "0.000012345, 1.2345e-05",
        "4.9e-324, 5e-324",
        "2e-323, 2e-323",
        "2.2250738585072014e-308, 2.2250738585072014e-308",
        "2e23, 2e+23",
        "1e23, 1e+23",
        "9.5367431640625e-07, 9.5367431640625e-07",
        "NaN, NaN",
        "Infinity, Infinity",
        "-Infinity, -Infinity",
    })
    void writesRealNumbersAsPythonDoes(double number, String expected) {
        assertThat(PythonJson.write(number)).isEqualTo(expected);
        assertThat(PythonJson.read(expected)).isEqualTo(number);
    }

    @Test
    void refusesWhatJsonHasNoWordFor() {
        assertThatThrownBy(() -> PythonJson.write(List.of(new BigDecimal("1.0"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not BigDecimal");
        assertThatThrownBy(() -> PythonJson.write(Map.of(1, "one"))).hasMessageContaining("a key");
        List<Object> loop = new ArrayList<>();
        loop.add(loop);
        assertThatThrownBy(() -> PythonJson.write(loop)).hasMessageContaining("nested");
    }

    @Test
    void refusesToReadWhatIsNoJson() {
        assertThatThrownBy(() -> PythonJson.read("{\"a\": ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PythonJson.read("1 2")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PythonJson.read("[".repeat(100_000))).isInstanceOf(IllegalArgumentException.class);
    }
}
