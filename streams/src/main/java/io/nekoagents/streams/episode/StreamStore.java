package io.nekoagents.streams.episode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.schema.capture.EpisodeDraft;
import io.nekoagents.schema.capture.KeptAction;
import io.nekoagents.schema.capture.KeptFrame;
import io.nekoagents.streams.due.DueKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps open episodes in the stores of a topology. The key of a frame or action is the episode's id, a zero byte, f or a,
 * and its own id: an episode's id has no zero byte, so that no two episodes share a prefix.
 */
final class StreamStore implements EpisodeStore {

    private static final String FRAME = "\0f";
    private static final String ACTION = "\0a";

    private final KeyValueStore<String, EpisodeDraft> drafts;
    private final KeyValueStore<Bytes, byte[]> pieces;
    private final DueKeys due;

    StreamStore(ProcessorContext<?, ?> context) {
        this.drafts = context.getStateStore(EpisodeTopology.EPISODES);
        this.pieces = context.getStateStore(EpisodeTopology.PIECES);
        KeyValueStore<Bytes, byte[]> due = context.getStateStore(EpisodeTopology.DUE);
        this.due = new DueKeys(due);
    }

    @Override
    public @Nullable EpisodeDraft draft(String episodeId) {
        return drafts.get(episodeId);
    }

    @Override
    public void put(EpisodeDraft draft) {
        drafts.put(draft.getEpisodeId(), draft);
    }

    @Override
    public void delete(String episodeId) {
        drafts.delete(episodeId);
    }

    @Override
    public Pieces pieces(String episodeId) {
        return new Pieces() {
            @Override
            public @Nullable KeptFrame frame(String frameId) {
                byte[] bytes = pieces.get(key(episodeId + FRAME + frameId));
                return bytes == null ? null : frameOf(bytes);
            }

            @Override
            public @Nullable KeptAction action(String actionId) {
                byte[] bytes = pieces.get(key(episodeId + ACTION + actionId));
                return bytes == null ? null : actionOf(bytes);
            }
        };
    }

    @Override
    public void put(String episodeId, KeptFrame frame) {
        pieces.put(
                key(episodeId + FRAME + frame.getFrame().getFrameId()),
                DraftSerde.encode(KeptFrame.getEncoder(), frame));
    }

    @Override
    public void put(String episodeId, KeptAction action) {
        pieces.put(key(episodeId + ACTION + action.getActionId()), DraftSerde.encode(KeptAction.getEncoder(), action));
    }

    @Override
    public List<KeptFrame> frames(String episodeId) {
        return scan(episodeId + FRAME, entry -> frameOf(entry.value));
    }

    @Override
    public List<KeptAction> actions(String episodeId) {
        return scan(episodeId + ACTION, entry -> actionOf(entry.value));
    }

    @Override
    public void clear(String episodeId) {
        scan(episodeId + "\0", entry -> entry.key).forEach(pieces::delete);
    }

    @Override
    public void move(String episodeId, Optional<Instant> from, Optional<Instant> to) {
        due.move(episodeId, from, to);
    }

    @Override
    public List<String> due(Instant now, int most) {
        return due.due(now, most);
    }

    private <T> List<T> scan(String prefix, Function<KeyValue<Bytes, byte[]>, T> read) {
        List<T> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries = pieces.prefixScan(key(prefix), new BytesSerializer())) {
            entries.forEachRemaining(entry -> found.add(read.apply(entry)));
        }
        return found;
    }

    private static KeptFrame frameOf(byte[] bytes) {
        return DraftSerde.decode(KeptFrame.getDecoder(), bytes);
    }

    private static KeptAction actionOf(byte[] bytes) {
        return DraftSerde.decode(KeptAction.getDecoder(), bytes);
    }

    private static Bytes key(String text) {
        return Bytes.wrap(text.getBytes(UTF_8));
    }
}
