package io.nekoagents.agent.queue;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How work is taken from the queue.
 *
 * @param mode share: any idle slot takes the next task (needs a broker of Kafka 4.2 or later); partition: a slot takes the
 *     tasks of its partitions, for older brokers
 * @param group consumer group of all workers of the pool; in share mode the name of the share group
 * @param lockDuration for how long a task stays with a worker that hangs; a worker that dies gives it up at once. Share mode
 *     only, 1 s to 1 h, within the limits of the broker
 */
@ConfigurationProperties("neko.agent.queue")
public record QueueSettings(
        @DefaultValue("share") Mode mode,
        @DefaultValue("neko-agent-workers") String group,
        @DefaultValue("30s") Duration lockDuration) {

    /** Kind of consumer group. */
    public enum Mode {
        SHARE,
        PARTITION
    }

    public QueueSettings {
        if (group.isBlank()) {
            throw new IllegalArgumentException("neko.agent.queue.group must not be blank");
        }
        if (lockDuration.compareTo(Duration.ofSeconds(1)) < 0 || lockDuration.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("neko.agent.queue.lock-duration must be between 1s and 1h");
        }
    }
}
