package io.nekoagents.ingest.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

final class WholeNumberTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .addModule(WholeNumber.module())
            .build();

    @ParameterizedTest
    @CsvSource({"40, 40", "40.0, 40", "-4e1, -40", "2147483647.00, 2147483647", "0.0, 0"})
    void readsWholeNumbersHoweverTheyAreWritten(String text, int number) {
        assertThat(JSON.readValue(text, Integer.class)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"4294967295, 4294967295", "4294967295.0, 4294967295", "9223372036854775807.00, 9223372036854775807"})
    void readsLongOnesToo(String text, long number) {
        assertThat(JSON.readValue(text, Long.class)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5", "9223372036854775808.0", "1e999", "\"40\""})
    void refusesWhatIsNoWholeNumberOf64Bits(String text) {
        assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> JSON.readValue(text, Long.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"40.5", "1e-1", "2147483648", "2147483648.0", "1e999", "\"40\"", "true"})
    void refusesWhatIsNoWholeNumberOf32Bits(String text) {
        assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> JSON.readValue(text, Integer.class));
    }
}
