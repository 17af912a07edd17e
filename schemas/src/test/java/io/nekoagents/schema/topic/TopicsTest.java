package io.nekoagents.schema.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

final class TopicsTest {

    @Test
    void everyTopicIsNamedByTheRule() {
        assertThat(Topics.all())
                .extracting(Topic::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z]+(\\.[a-z]+(-[a-z]+)*){1,2}\\.v[1-9][0-9]*"));
    }

    @Test
    void registeredSchemasCarryNothingThatOnlyJavaReads() {
        assertThat(Topics.all())
                .allSatisfy(topic -> assertThat(topic.schema().toString()).doesNotContain("avro.java"));
    }

    @Test
    void registeredSchemasParseOnTheirOwn() {
        assertThat(Topics.all())
                .allSatisfy(topic -> assertThat(
                                new Schema.Parser().parse(topic.schema().toString()))
                        .isEqualTo(topic.schema()));
    }

    @Test
    void everyFieldIsDocumentedAndNamedInSnakeCase() {
        assertThat(Topics.all())
                .flatExtracting(
                        topic -> topic.schema().isUnion() ? topic.schema().getTypes() : List.of(topic.schema()))
                .allSatisfy(record -> assertThat(record.getFields()).allSatisfy(field -> {
                    assertThat(field.name()).matches("[a-z][a-z0-9]*(_[a-z0-9]+)*");
                    assertThat(field.doc()).as(record + "." + field.name()).isNotBlank();
                }));
    }
}
