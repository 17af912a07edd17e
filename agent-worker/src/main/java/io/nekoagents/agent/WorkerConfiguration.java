package io.nekoagents.agent;

import io.nekoagents.agent.chat.ChatConfiguration;
import io.nekoagents.agent.fleet.FleetConfiguration;
import io.nekoagents.agent.run.RunConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Wires and runs a worker; a caller may bring its own registry client, meters and rooms. Beans are closed in the reverse
 * order of their making: the worker drains while all that it needs still works.
 */
@Configuration(proxyBeanMethods = false)
@Import({RunConfiguration.class, FleetConfiguration.class, ChatConfiguration.class})
public class WorkerConfiguration {}
