package io.nekoagents.streams.inlet;

import io.nekoagents.schema.rule.TaskRules;
import io.nekoagents.schema.topic.Topic;
import io.nekoagents.schema.topic.Topics;
import java.util.HashSet;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of direct producers.
 *
 * @param tenants whose direct producers have a topic of their own, {@code agent.tasks.commands.<tenant>.v1}, comma
 *     separated; who may write to it is the broker's to say
 */
@ConfigurationProperties("neko.streams.inlet")
public record InletSettings(@DefaultValue({}) List<String> tenants) {

    public InletSettings {
        tenants = List.copyOf(tenants);
        for (String tenant : tenants) {
            require(TaskRules.isName(tenant), "\"" + tenant + "\" is no tenant");
        }
        require(new HashSet<>(tenants).size() == tenants.size(), "names a tenant twice");
    }

    /** The commands of each tenant, to be made where they are missing. */
    public List<Topic<SpecificRecord>> topics() {
        return tenants.stream().map(Topics::taskCommandsOf).toList();
    }

    private static void require(boolean sound, String message) {
        if (!sound) {
            throw new IllegalArgumentException("neko.streams.inlet.tenants " + message);
        }
    }
}
