package io.nekoagents.capture.recorder;

import io.nekoagents.schema.capture.ActionRecorded;
import io.nekoagents.schema.capture.EpisodeAction;
import io.nekoagents.schema.capture.EpisodeEnd;
import io.nekoagents.schema.capture.RecordingEnded;
import io.nekoagents.schema.capture.RecordingFailed;
import io.nekoagents.schema.capture.RecordingStarted;
import io.nekoagents.schema.capture.RecordingWatched;
import java.awt.Dimension;
import java.time.Instant;

/** What is written of one recording, each fact as of now. */
record RecordingFacts(Recording.Plan plan, RecordedRoom room, RecorderTools tools, EpisodeClock clock) {

    RecordingStarted started(Dimension screen) {
        return RecordingStarted.newBuilder()
                .setEpisodeId(plan.episodeId())
                .setTenant(plan.tenant())
                .setRecorderId(tools.recorderId())
                .setSessionId(plan.sessionId())
                .setRoom(room.address().toString())
                .setTaskDescription(plan.task())
                .setOptions(plan.options())
                .setOrigin(plan.origin())
                .setScreenWidth(screen.width)
                .setScreenHeight(screen.height)
                .setRequestedAt(plan.requestedAt())
                .setOccurredAt(clock.began())
                .build();
    }

    /** @param step 1 for the recording's first action */
    ActionRecorded acted(RecordedRoom.Line line, String json, SaidAction action, int step) {
        Instant now = clock.now();
        return new ActionRecorded(
                plan.episodeId(),
                line.id(),
                EpisodeAction.newBuilder()
                        .setAction(action.action())
                        .setValue(action.value())
                        .setPositions(action.positions())
                        .setSaid(json)
                        .setOrigin(tools.originOf(line.speaker()))
                        .setStep(step)
                        .setPlannedAt(now)
                        .setExecutedAt(now)
                        .build());
    }

    RecordingWatched watched() {
        return new RecordingWatched(plan.episodeId(), tools.recorderId(), clock.now());
    }

    RecordingEnded ended(EpisodeEnd why, boolean discard) {
        return new RecordingEnded(plan.episodeId(), null, why, discard, clock.now());
    }

    RecordingFailed failed(String code, String message) {
        return new RecordingFailed(plan.episodeId(), plan.tenant(), code, message, clock.now());
    }
}
