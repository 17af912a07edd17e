package io.nekoagents.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerProcessIT {

    @TempDir
    Path folder;

    @Test
    void keepsItsTopicsOverACrashAndARestart() throws Exception {
        int port = FreePort.next();
        try (BrokerProcess broker = BrokerProcess.start(folder.resolve("kafka"), port, Map.of());
                Admin admin = admin(broker)) {
            admin.createTopics(List.of(new NewTopic("cats", Optional.of(1), Optional.empty())))
                    .all()
                    .get();
            ProcessHandle.of(broker.pid()).orElseThrow().destroyForcibly();
        }

        try (BrokerProcess again = BrokerProcess.start(folder.resolve("kafka"), port, Map.of());
                Admin admin = admin(again)) {
            assertThat(admin.listTopics().names().get()).isEqualTo(Set.of("cats"));
        }
    }

    private static Admin admin(BrokerProcess broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
}
