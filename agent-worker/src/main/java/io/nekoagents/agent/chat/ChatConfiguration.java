package io.nekoagents.agent.chat;

import io.nekoagents.agent.control.StateTail;
import io.nekoagents.agent.log.KafkaEventLog;
import io.nekoagents.agent.room.RoomPool;
import io.nekoagents.agent.run.Worker;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the chat desk. */
@Configuration(proxyBeanMethods = false)
public class ChatConfiguration {

    @Bean
    ChatDesk chatDesk(RoomPool rooms, KafkaEventLog log, StateTail states, Worker worker, InstantSource clock) {
        return new ChatDesk(rooms, log, states, worker, clock);
    }
}
