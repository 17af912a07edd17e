package io.nekoagents.agent.queue;

final class ShareQueueIT extends WorkQueueContract {

    @Override
    QueueSettings.Mode mode() {
        return QueueSettings.Mode.SHARE;
    }
}
