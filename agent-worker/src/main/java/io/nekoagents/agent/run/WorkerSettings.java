package io.nekoagents.agent.run;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.UUID;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The worker as a whole.
 *
 * @param id name of this worker, unique among all; empty makes one of host name and a random part
 * @param slots tasks run at a time, 1 to 64; needs as many rooms
 * @param policy what decides
 * @param drainTimeout longest wait at shutdown for runs to reach the end of a step; then they are interrupted
 */
@ConfigurationProperties("neko.agent")
public record WorkerSettings(
        @DefaultValue("") String id,
        @DefaultValue("1") int slots,
        @DefaultValue("ocr") PolicyName policy,
        @DefaultValue("30s") Duration drainTimeout) {

    /** Which policy decides. */
    public enum PolicyName {
        /** Carries out instructions by reading the screen; needs no model of its own. */
        OCR,
        /** Any OpenAI-compatible vision endpoint. */
        OPENAI,
        /** Finishes every task at once; for measuring everything else. */
        NOOP
    }

    public WorkerSettings {
        if (slots < 1 || slots > 64) {
            throw new IllegalArgumentException("neko.agent.slots must be 1 to 64");
        }
        if (drainTimeout.isNegative()) {
            throw new IllegalArgumentException("neko.agent.drain-timeout must not be negative");
        }
        if (!id.isEmpty() && !id.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new IllegalArgumentException(
                    "neko.agent.id must be 1 to 100 letters, digits, dots, dashes or underscores");
        }
        id = id.isEmpty() ? hostName() + "-" + UUID.randomUUID().toString().substring(0, 8) : id;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "-");
        } catch (UnknownHostException _) {
            return "worker";
        }
    }
}
