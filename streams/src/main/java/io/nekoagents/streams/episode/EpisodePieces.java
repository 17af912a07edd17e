package io.nekoagents.streams.episode;

import io.nekoagents.schema.capture.ActionRecorded;
import io.nekoagents.schema.capture.EpisodeAction;
import io.nekoagents.schema.capture.EpisodeFrame;
import io.nekoagents.schema.capture.FrameRecorded;
import io.nekoagents.schema.capture.KeptAction;
import io.nekoagents.schema.capture.KeptFrame;
import io.nekoagents.schema.capture.Origin;
import io.nekoagents.schema.run.ActionTaken;
import io.nekoagents.schema.run.FrameCaptured;
import io.nekoagents.schema.run.Point;
import io.nekoagents.streams.deadletter.UnusableRecordException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frames and actions as an episode has them, each small enough that a part takes several. */
final class EpisodePieces {

    static final int MOST_POINTS = 100;

    /** What Avro needs beside the texts, generously. */
    private static final int NUMBERS = 64;

    private static final int POINT = 16;
    private static final int MOST_ID = 256;
    private static final int MOST_URI = 4_096;

    private EpisodePieces() {}

    static KeptFrame of(FrameCaptured fact) {
        return new KeptFrame(
                fact.getAttempt(),
                sound(new EpisodeFrame(
                        fact.getFrameId(),
                        fact.getUri(),
                        fact.getSha256(),
                        fact.getBytes(),
                        fact.getMediaType(),
                        fact.getWidth(),
                        fact.getHeight(),
                        Origin.UNKNOWN,
                        fact.getCapturedAt())));
    }

    static KeptFrame of(FrameRecorded fact) {
        return new KeptFrame(0, sound(fact.getFrame()));
    }

    /** One step is taken once, whatever attempts there were: the step names the action. */
    static KeptAction of(ActionTaken fact) {
        return new KeptAction(
                Integer.toString(fact.getStep()),
                fact.getAttempt(),
                new EpisodeAction(
                        EpisodeText.bounded(fact.getAction()),
                        EpisodeText.orNull(fact.getValue()),
                        few(fact.getPositions()),
                        null,
                        Origin.UNKNOWN,
                        fact.getStep(),
                        fact.getFrameId(),
                        EpisodeText.orNull(fact.getReason()),
                        EpisodeText.orNull(fact.getRawOutput()),
                        few(fact.getRefinements()),
                        fact.getPlannedAt(),
                        fact.getExecutedAt()));
    }

    static KeptAction of(ActionRecorded fact) {
        require("line_id", fact.getLineId(), MOST_ID);
        EpisodeAction action = EpisodeAction.newBuilder(fact.getAction())
                .setAction(EpisodeText.bounded(fact.getAction().getAction()))
                .setValue(EpisodeText.orNull(fact.getAction().getValue()))
                .setPositions(few(fact.getAction().getPositions()))
                .setSaid(whole(fact.getAction().getSaid()))
                .setReason(EpisodeText.orNull(fact.getAction().getReason()))
                .setRawOutput(EpisodeText.orNull(fact.getAction().getRawOutput()))
                .setRefinements(few(fact.getAction().getRefinements()))
                .build();
        return new KeptAction(fact.getLineId(), 0, action);
    }

    /** Bytes that it takes in a part, about. */
    static int weight(EpisodeFrame frame) {
        return NUMBERS
                + EpisodeText.bytes(frame.getFrameId())
                + EpisodeText.bytes(frame.getUri())
                + EpisodeText.bytes(frame.getSha256())
                + EpisodeText.bytes(frame.getMediaType());
    }

    /** Bytes that it takes in a part, about. */
    static int weight(EpisodeAction action) {
        return NUMBERS
                + EpisodeText.bytes(action.getAction())
                + EpisodeText.bytes(action.getValue())
                + EpisodeText.bytes(action.getSaid())
                + EpisodeText.bytes(action.getFrameId())
                + EpisodeText.bytes(action.getReason())
                + EpisodeText.bytes(action.getRawOutput())
                + POINT
                        * (action.getPositions().size()
                                + action.getRefinements().size());
    }

    /** A reference cannot be cut. */
    private static EpisodeFrame sound(EpisodeFrame frame) {
        require("frame_id", frame.getFrameId(), MOST_ID);
        require("uri", frame.getUri(), MOST_URI);
        require("sha256", frame.getSha256(), MOST_ID);
        require("media_type", frame.getMediaType(), MOST_ID);
        return frame;
    }

    private static void require(String field, String value, int most) {
        if (value.isEmpty() || value.length() > most) {
            throw new UnusableRecordException(field + " must have 1 to " + most + " characters, not " + value.length());
        }
    }

    /** Half a JSON object is none. */
    private static @Nullable String whole(@Nullable String json) {
        return json == null || !EpisodeText.fits(json) ? null : json;
    }

    private static List<Point> few(List<Point> points) {
        return points.size() <= MOST_POINTS ? points : points.subList(0, MOST_POINTS);
    }
}
