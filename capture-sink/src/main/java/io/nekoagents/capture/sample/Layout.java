package io.nekoagents.capture.sample;

import io.nekoagents.capture.mds.Column;
import io.nekoagents.capture.mds.Sample;
import java.io.IOException;
import java.util.List;

/** What a sample is. Its name is that of the dataset, so that the shards of a dataset have the same columns. */
sealed interface Layout permits EpisodesLayout, StepsLayout {

    /** As in the configuration. */
    static Layout of(String name) {
        return switch (name) {
            case "episodes" -> new EpisodesLayout();
            case "steps" -> new StepsLayout();
            default -> throw new IllegalArgumentException("there is no layout " + name);
        };
    }

    List<Column> columns();

    /**
     * The samples of an episode, in their order.
     *
     * @throws EpisodeRefusedException if there can be none, ever
     * @throws IOException if the disk does not take its files
     */
    List<Sample> samples(Material material) throws IOException, EpisodeRefusedException;
}
