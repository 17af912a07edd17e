package io.nekoagents.agent.queue;

final class PartitionQueueIT extends WorkQueueContract {

    @Override
    QueueSettings.Mode mode() {
        return QueueSettings.Mode.PARTITION;
    }
}
