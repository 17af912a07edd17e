package io.nekoagents.agent.fleet;

import io.nekoagents.agent.log.KafkaEventLog;
import io.nekoagents.agent.policy.Policy;
import io.nekoagents.agent.run.Worker;
import io.nekoagents.agent.session.SessionRooms;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the worker's heartbeat. */
@Configuration(proxyBeanMethods = false)
public class FleetConfiguration {

    @Bean
    FleetBeat fleetBeat(
            KafkaEventLog log,
            Worker worker,
            SessionRooms rooms,
            Policy policy,
            InstantSource clock,
            ScheduledExecutorService heartbeats) {
        return new FleetBeat(log, worker, rooms, policy.name(), clock, heartbeats);
    }
}
