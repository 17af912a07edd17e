package io.nekoagents.schema.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaFormatter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every topic's schema against all of its released versions, {@code released/<subject>/<n>.avsc}. */
final class SchemaEvolutionTest {

    private static final Path RELEASED = Path.of("src/test/resources/released");
    private static final Path PROPOSED = Path.of("target/released");

    static List<Topic<?>> topics() {
        return Topics.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("topics")
    void readsEveryRecordThatWasEverWritten(Topic<?> topic) throws IOException {
        for (Schema released : released(topic)) {
            assertThat(faults(topic.schema(), released))
                    .as("what keeps %s from reading a record of an older release", topic.subject())
                    .isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("topics")
    void isReadByEveryOlderReleaseUnlessItIsAUnion(Topic<?> topic) throws IOException {
        for (Schema released : released(topic)) {
            if (topic.compatibility().equals("FULL_TRANSITIVE")) {
                assertThat(faults(released, topic.schema()))
                        .as("what keeps an older release of %s from reading a record written now", topic.subject())
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("topics")
    void isItselfKeptAsTheNewestRelease(Topic<?> topic) throws IOException {
        List<Schema> released = released(topic);
        Path proposal = Path.of(topic.subject(), released.size() + 1 + ".avsc");
        Files.createDirectories(PROPOSED.resolve(proposal).getParent());
        Files.writeString(PROPOSED.resolve(proposal), SchemaFormatter.format("json/pretty", topic.schema()) + "\n");

        assertThat(released)
                .as(
                        "%s changed: if that is meant, copy schemas/%s to schemas/%s",
                        topic.subject(), PROPOSED.resolve(proposal), RELEASED.resolve(proposal))
                .isNotEmpty()
                .last()
                .isEqualTo(topic.schema());
    }

    private static List<Schema> released(Topic<?> topic) throws IOException {
        List<Schema> schemas = new ArrayList<>();
        Path folder = RELEASED.resolve(topic.subject());
        for (int version = 1; Files.exists(folder.resolve(version + ".avsc")); version++) {
            schemas.add(new Schema.Parser().parse(Files.readString(folder.resolve(version + ".avsc"))));
        }
        return schemas;
    }

    private static List<SchemaCompatibility.Incompatibility> faults(Schema reader, Schema writer) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult();
        return result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE
                ? List.of()
                : result.getIncompatibilities();
    }
}
