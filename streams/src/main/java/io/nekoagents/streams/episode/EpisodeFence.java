package io.nekoagents.streams.episode;

import io.nekoagents.schema.capture.DraftAttempt;
import io.nekoagents.schema.capture.EpisodeDraft;
import java.time.Instant;

/**
 * Keeps out what an attempt did after a newer one had begun. What it did before counts, even where it is read later: the
 * topics of frames, actions and facts have no common order.
 */
final class EpisodeFence {

    private EpisodeFence() {}

    static boolean shutsOut(EpisodeDraft draft, int attempt, Instant at) {
        for (DraftAttempt each : draft.getAttempts()) {
            if (each.getAttempt() > attempt && at.toEpochMilli() >= each.getFrom()) {
                return true;
            }
        }
        return false;
    }
}
