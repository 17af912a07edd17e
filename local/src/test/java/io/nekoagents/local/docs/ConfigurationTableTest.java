package io.nekoagents.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's table of settings is what the settings records say. Made anew with {@code -Dreadme.update=true}. */
final class ConfigurationTableTest {

    private static final Path README = Path.of("../README.md");
    private static final String BEGIN = "<!-- settings: made from the settings records -->\n";
    private static final String END = "<!-- end of settings -->";
    private static final List<String> SOURCES = List.of(
            "META-INF/spring-configuration-metadata.json", "META-INF/additional-spring-configuration-metadata.json");

    @Test
    void theReadmeHasEverySetting() throws IOException {
        String readme = Files.readString(README);
        String table = table();
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        int end = readme.indexOf(END);

        if (Boolean.getBoolean("readme.update")) {
            Files.writeString(README, readme.substring(0, begin) + table + readme.substring(end));
            return;
        }

        assertThat(readme.substring(begin, end))
                .as(
                        "make it anew: ./mvnw -f local/pom.xml test -Dtest=ConfigurationTableTest -Dtest.jvm.args=-Dreadme.update=true")
                .isEqualTo(table);
    }

    private static String table() throws IOException {
        Map<String, JsonNode> settings = new TreeMap<>();
        for (String source : SOURCES) {
            for (URL url : Collections.list(
                    ConfigurationTableTest.class.getClassLoader().getResources(source))) {
                try (InputStream metadata = url.openStream()) {
                    new ObjectMapper().readTree(metadata).path("properties").forEach(setting -> {
                        if (setting.path("name").asText().startsWith("neko.")) {
                            settings.put(setting.path("name").asText(), setting);
                        }
                    });
                }
            }
        }
        return settings.values().stream()
                .map(ConfigurationTableTest::row)
                .collect(Collectors.joining("\n", "| variable | default | what it is |\n| --- | --- | --- |\n", "\n"));
    }

    private static String row(JsonNode setting) {
        String variable =
                setting.path("name").asText().replace('.', '_').replace("-", "").toUpperCase(Locale.ROOT);
        JsonNode standard = setting.path("defaultValue");
        String value = standard.isMissingNode()
                ? ""
                : "`" + (standard.isArray() ? standard.path(0).asText() : standard.asText()) + "`";
        String words = setting.path("description")
                .asText()
                .replaceAll("\\s+", " ")
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replace("|", "\\|");
        return "| `" + variable + "` | " + (value.equals("``") ? "" : value) + " | " + words + " |";
    }
}
