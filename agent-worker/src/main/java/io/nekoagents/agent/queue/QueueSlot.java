package io.nekoagents.agent.queue;

import io.nekoagents.agent.LogKeys;
import io.nekoagents.schema.task.QueuedTask;
import io.nekoagents.schema.wire.RecordReader;
import io.nekoagents.schema.wire.RegistryUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place at the queue. One thread of its own drives the group member, which no other thread may: it polls when the slot
 * asks for work and renews while the slot works.
 */
final class QueueSlot implements WorkQueue {

    private static final Logger LOG = LoggerFactory.getLogger(QueueSlot.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LEAVING = Duration.ofSeconds(20);

    private final Supplier<GroupMember> members;
    private final RecordReader<QueuedTask> reader;
    private final Thread thread;
    private final Handoff<Lease> handoff = new Handoff<>();
    private final Object waits = new Object();

    private @Nullable GroupMember waiting;
    private volatile @Nullable HeldTask current;

    QueueSlot(String name, Supplier<GroupMember> members, RecordReader<QueuedTask> reader) {
        this.members = members;
        this.reader = reader;
        this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
        thread.start();
    }

    @Override
    public Optional<Lease> take() throws InterruptedException {
        return handoff.take();
    }

    @Override
    public void drain() {
        handoff.end();
        synchronized (waits) {
            if (waiting != null) {
                waiting.wakeUp();
            }
        }
    }

    @Override
    public void close() {
        drain();
        HeldTask held = current;
        if (held != null) {
            held.handBack();
        }
        try {
            if (!thread.join(LEAVING)) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (handoff.awaitWanted()) {
                serveWithOneMember();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            handoff.end();
        }
    }

    /** Until drained, or until the member fails: then another takes its place. */
    private void serveWithOneMember() throws InterruptedException {
        try (GroupMember member = members.get()) {
            while (handoff.awaitWanted()) {
                serve(member);
            }
        } catch (RuntimeException e) { // the edge of this thread
            LOG.atWarn().setCause(e).log("The queue's consumer failed; a new one takes its place");
            lose(current);
            TimeUnit.NANOSECONDS.sleep(PAUSE_AFTER_FAILURE.toNanos());
        }
    }

    /** Takes a record, if there is one, and holds it until it is settled. */
    private void serve(GroupMember member) throws InterruptedException {
        ConsumerRecord<byte[], byte[]> taken = poll(member);
        if (taken == null) {
            return;
        }
        Optional<QueuedTask> task = read(member, taken);
        if (task.isPresent()) {
            HeldTask held = new HeldTask(task.get(), member.delivery());
            current = held;
            if (!handoff.give(held)) {
                held.handBack();
            }
            hold(member, held);
            current = null;
        }
    }

    private @Nullable ConsumerRecord<byte[], byte[]> poll(GroupMember member) {
        synchronized (waits) {
            if (handoff.ended()) {
                return null;
            }
            waiting = member;
        }
        try {
            return member.poll();
        } finally {
            synchronized (waits) {
                waiting = null;
            }
        }
    }

    /** The task of a record; empty if the record is unreadable and settled, or lost while the registry was away. */
    private Optional<QueuedTask> read(GroupMember member, ConsumerRecord<byte[], byte[]> taken)
            throws InterruptedException {
        while (true) {
            try {
                Optional<QueuedTask> task = reader.read(taken);
                if (task.isEmpty()) {
                    member.complete();
                }
                return task;
            } catch (RegistryUnavailableException e) {
                LOG.atWarn()
                        .addKeyValue(LogKeys.PROBLEM, e.getMessage())
                        .log("Waiting for the registry to read a queued task");
            }
            TimeUnit.NANOSECONDS.sleep(PAUSE_AFTER_FAILURE.toNanos());
            if (handoff.ended()) {
                member.handBack();
                return Optional.empty();
            }
            if (!member.renew()) {
                return Optional.empty();
            }
        }
    }

    private static void hold(GroupMember member, HeldTask held) throws InterruptedException {
        while (true) {
            switch (held.await(member.renewEvery())) {
                case HELD -> {
                    if (!member.renew()) {
                        held.lose();
                    }
                }
                case COMPLETED -> {
                    member.complete();
                    return;
                }
                case HANDED_BACK -> {
                    member.handBack();
                    return;
                }
                case LOST -> {
                    return;
                }
            }
        }
    }

    private void lose(@Nullable HeldTask held) {
        if (held != null) {
            held.lose();
            current = null;
        }
    }
}
