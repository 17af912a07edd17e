package io.nekoagents.agent.fleet;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nekoagents.agent.LogKeys;
import io.nekoagents.agent.log.KafkaEventLog;
import io.nekoagents.agent.policy.Policy;
import io.nekoagents.agent.run.Worker;
import io.nekoagents.agent.run.WorkerSettings;
import io.nekoagents.agent.session.SessionRooms;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the worker's heartbeat. */
@Configuration(proxyBeanMethods = false)
public class FleetConfiguration {

    /** Between two looks at the GPUs. */
    private static final Duration EVERY = Duration.ofSeconds(5);

    /** Where there is a GPU, how busy it is can be seen. */
    @Bean
    Gpus gpus(WorkerSettings settings, MeterRegistry meters, InstantSource clock) {
        Optional<SampledGpus> found = NvidiaGpus.find().map(gpus -> new SampledGpus(gpus, clock, EVERY));
        found.ifPresent(gpus -> Gauge.builder(
                        "neko.gpu.utilization", gpus, each -> each.utilization().orElse(Double.NaN))
                .description("Mean over the worker's GPUs of the time each was at work lately")
                .baseUnit("percent")
                .tag(LogKeys.AGENT_ID, settings.id())
                .register(meters));
        return found.<Gpus>map(gpus -> gpus).orElse(OptionalDouble::empty);
    }

    @Bean
    FleetBeat fleetBeat(
            KafkaEventLog log,
            Worker worker,
            SessionRooms rooms,
            Policy policy,
            Gpus gpus,
            InstantSource clock,
            ScheduledExecutorService heartbeats) {
        return new FleetBeat(log, worker, rooms, policy.name(), gpus, clock, heartbeats);
    }
}
