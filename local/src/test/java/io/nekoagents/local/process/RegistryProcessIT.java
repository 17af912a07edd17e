package io.nekoagents.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import io.nekoagents.schema.wire.HttpSchemaRegistry;
import io.nekoagents.schema.wire.RegistrySettings;
import io.nekoagents.schema.wire.SchemaRefusedException;
import io.nekoagents.schema.wire.UnknownSchemaException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryProcessIT {

    @TempDir
    static Path folder;

    private static RegistryProcess registry;

    @BeforeAll
    static void start() {
        registry = RegistryProcess.start(folder, FreePort.next());
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void takesEverySubjectOfTheCatalogueAndGivesItBack() {
        try (HttpSchemaRegistry client = client()) {
            for (Topic<?> topic : Topics.all()) {
                int id = client.register(topic.subject(), topic.schema());
                client.requireCompatibility(topic.subject(), topic.compatibility());

                try (HttpSchemaRegistry another = client()) {
                    assertThat(another.idOf(topic.subject(), topic.schema()))
                            .as(topic.name())
                            .isEqualTo(id);
                    assertThat(another.byId(id)).as(topic.name()).isEqualTo(topic.schema());
                }
            }
        }
    }

    @Test
    void holdsARecordToFullCompatibility() {
        Schema first =
                SchemaBuilder.record("Cat").fields().requiredString("name").endRecord();
        Schema second = SchemaBuilder.record("Cat")
                .fields()
                .requiredString("name")
                .requiredInt("lives")
                .endRecord();
        try (HttpSchemaRegistry client = client()) {
            client.register("cats-value", first);
            client.requireCompatibility("cats-value", "FULL_TRANSITIVE");

            assertThat(client.isCompatible("cats-value", second)).isFalse();
            assertThatThrownBy(() -> client.register("cats-value", second)).isInstanceOf(SchemaRefusedException.class);
        }
    }

    @Test
    void letsAUnionGrowAndNotShrink() {
        Schema cat = SchemaBuilder.record("Tom").fields().requiredString("name").endRecord();
        Schema mouse =
                SchemaBuilder.record("Jerry").fields().requiredInt("size").endRecord();
        try (HttpSchemaRegistry client = client()) {
            client.register("pets-value", Schema.createUnion(cat));
            client.requireCompatibility("pets-value", "BACKWARD_TRANSITIVE");

            client.register("pets-value", Schema.createUnion(cat, mouse));

            assertThat(client.isCompatible("pets-value", Schema.createUnion(mouse)))
                    .isFalse();
        }
    }

    @Test
    void saysThatItDoesNotKnowAnId() {
        try (HttpSchemaRegistry client = client()) {
            assertThatThrownBy(() -> client.byId(4711)).isInstanceOf(UnknownSchemaException.class);
        }
    }

    @Test
    void keepsIdsOverARestartAfterACrash(@TempDir Path own) {
        int port = FreePort.next();
        Map<String, Integer> before;
        RegistryProcess crashing = RegistryProcess.start(own, port);
        try (HttpSchemaRegistry client = new HttpSchemaRegistry(RegistrySettings.of(crashing.baseUri()))) {
            before = registerAll(client);
        } finally {
            ProcessHandle.of(crashing.pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
        crashing.close();

        try (RegistryProcess again = RegistryProcess.start(own, port);
                HttpSchemaRegistry client = new HttpSchemaRegistry(RegistrySettings.of(again.baseUri()))) {
            assertThat(registerAll(client)).isEqualTo(before);
        }
    }

    private static Map<String, Integer> registerAll(HttpSchemaRegistry client) {
        Map<String, Integer> ids = new HashMap<>();
        Topics.all().forEach(topic -> ids.put(topic.subject(), client.register(topic.subject(), topic.schema())));
        return ids;
    }

    private static HttpSchemaRegistry client() {
        return new HttpSchemaRegistry(RegistrySettings.of(registry.baseUri()));
    }
}
