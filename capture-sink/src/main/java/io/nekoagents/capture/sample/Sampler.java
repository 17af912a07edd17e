package io.nekoagents.capture.sample;

import io.nekoagents.capture.mds.Column;
import io.nekoagents.capture.mds.Sample;
import io.nekoagents.schema.capture.CaptureConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Makes samples of episodes, as a tenant's configuration says. Thread-safe. */
public final class Sampler {

    private final FrameSource source;
    private final List<Redactor> redactors;
    private final int inMemory;

    /** @param redactors beside those of the configuration */
    public Sampler(FrameSource source, List<Redactor> redactors) {
        this(source, redactors, 0);
    }

    private Sampler(FrameSource source, List<Redactor> redactors, int inMemory) {
        this.source = source;
        this.redactors = List.copyOf(redactors);
        this.inMemory = inMemory;
    }

    /** The same, but an episode that is one sample of at most so many bytes is kept in memory, not in a file. */
    public Sampler inMemory(int bytes) {
        return new Sampler(source, redactors, bytes);
    }

    /** The columns of every sample of a layout. */
    public static List<Column> columns(String layout) {
        return Layout.of(layout).columns();
    }

    /**
     * The samples of an episode, in their order.
     *
     * @param folder for files that they are made of, and that are wanted until they are in a shard
     * @throws EpisodeRefusedException if there can be none, ever
     * @throws io.nekoagents.capture.store.StoreException if that cannot be known now
     * @throws IOException if the disk does not take its files
     */
    public List<Sample> samples(Episode episode, CaptureConfig config, Path folder)
            throws IOException, EpisodeRefusedException {
        Redaction redaction = Redaction.of(config, redactors);
        FrameEncoder encoder = new FrameEncoder(redaction, config.getOptions().getJpegQuality());
        return Layout.of(config.getLayout())
                .samples(new Material(redaction.words(episode), source, encoder, folder, inMemory));
    }
}
