package io.nekoagents.agent.queue;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A member of the workers' group, of either kind. Driven by one thread, except for {@link #wakeUp}. */
interface GroupMember extends AutoCloseable {

    /** Waits for a record, which is then held; null when woken up, and now and then. */
    @Nullable
    ConsumerRecord<byte[], byte[]> poll();

    /** How often the held record was delivered, 1 at least. */
    int delivery();

    /** How long it may take until the next {@link #renew}. */
    Duration renewEvery();

    /** Keeps the held record for longer; false if it is gone. */
    boolean renew();

    /** The held record is done with. */
    void complete();

    /** The held record goes to whoever is free. */
    void handBack();

    /** Ends a wait in {@link #poll}, now or the next one. */
    void wakeUp();

    @Override
    void close();
}
