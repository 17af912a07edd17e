package io.nekoagents.streams.episode;

import io.nekoagents.schema.capture.KeptAction;
import io.nekoagents.schema.capture.KeptFrame;
import org.jspecify.annotations.Nullable;

/** The frames and actions that an episode already has. */
interface Pieces {

    @Nullable
    KeptFrame frame(String frameId);

    @Nullable
    KeptAction action(String actionId);
}
