package io.nekoagents.schema.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KafkaConnectionTest {

    @Test
    void withoutSettingsIsThatOfALaptop() {
        KafkaConnection connection = KafkaConnection.from(key -> null);

        assertThat(connection).isEqualTo(KafkaConnection.of("127.0.0.1:9092", URI.create("http://127.0.0.1:8081")));
    }

    @Test
    void namesTheKeyOfAValueItDoesNotUnderstand() {
        assertThatThrownBy(() -> KafkaConnection.from(Map.of("neko.kafka.topic-partitions", "many")::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("neko.kafka.topic-partitions")
                .hasMessageContaining("many");
    }

    @Test
    void namesTheKeyOfAValueOutOfRange() {
        assertThatThrownBy(() -> KafkaConnection.from(Map.of("neko.kafka.topic-replication", "0")::get))
                .hasMessage("neko.kafka.topic-replication must be -1 or at least 1");
    }

    @Test
    void givesEveryClientThePropertiesOfTheFileAndNeverPrintsThem(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("client.properties"), "sasl.jaas.config=top-secret\n");

        KafkaConnection connection = KafkaConnection.from(Map.of("neko.kafka.properties-file", file.toString())::get);

        assertThat(connection.client("test")).containsEntry("sasl.jaas.config", "top-secret");
        assertThat(connection.toString()).doesNotContain("top-secret");
    }

    @Test
    void refusesAPropertiesFileThatIsNotThere() {
        assertThatThrownBy(() -> KafkaConnection.from(Map.of("neko.kafka.properties-file", "/nowhere.properties")::get))
                .hasMessageContaining("neko.kafka.properties-file")
                .hasMessageContaining("/nowhere.properties");
    }
}
