package io.nekoagents.capture.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.schema.capture.EpisodeFinished;
import io.nekoagents.schema.capture.EpisodePart;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PartitionProgressTest {

    private final PartitionProgress progress = new PartitionProgress(10);

    @Test
    void anEpisodeCountsFromItsFirstPartUntilItIsDoneWith() {
        progress.read(10, null);
        assertThat(progress.committable()).isEqualTo(11);

        progress.read(11, part("ep_a", 0));
        progress.read(12, part("ep_a", 1));
        assertThat(progress.committable()).isEqualTo(11);

        assertThat(progress.read(13, finished("ep_a", 2))).isInstanceOf(PartitionProgress.Step.Complete.class);
        assertThat(progress.committable())
                .as("a cut that makes room for the episode")
                .isEqualTo(11);

        progress.done();
        assertThat(progress.committable()).isEqualTo(14);
    }

    @Test
    void partsOfSeveralEpisodesMayStandBetweenEachOther() {
        progress.read(10, part("ep_a", 0));
        progress.read(11, part("ep_b", 0));
        progress.read(12, part("ep_a", 1));

        assertThat(progress.read(13, finished("ep_b", 1))).isInstanceOf(PartitionProgress.Step.Complete.class);
        progress.done();
        assertThat(progress.committable()).as("the other one is not finished").isEqualTo(10);

        assertThat(progress.read(14, finished("ep_a", 2))).isInstanceOf(PartitionProgress.Step.Complete.class);
        progress.done();
        assertThat(progress.committable()).isEqualTo(15);
    }

    @Test
    void partsWithoutAnEndDoNotHoldUpThoseThatFollowForEver() {
        PartitionProgress impatient = new PartitionProgress(10, 3);
        impatient.read(10, part("ep_a", 0));
        impatient.read(11, null);
        impatient.read(12, null);
        assertThat(impatient.committable()).isEqualTo(10);

        impatient.read(13, null);

        assertThat(impatient.committable()).isEqualTo(14);
    }

    @Test
    void partsThatAreToldOfAgainCountOnce() {
        progress.read(10, part("ep_a", 0));
        progress.read(11, part("ep_a", 0));
        progress.read(12, part("ep_a", 1));

        assertThat(progress.read(13, finished("ep_a", 2))).isInstanceOf(PartitionProgress.Step.Complete.class);
    }

    @Test
    void anEpisodeSomeOfWhosePartsNeverCameIsTorn() {
        progress.read(10, part("ep_a", 1));

        assertThat(progress.read(11, finished("ep_a", 2)))
                .isInstanceOfSatisfying(
                        PartitionProgress.Step.Torn.class,
                        torn -> assertThat(torn.found()).isEqualTo(1));
    }

    @Test
    void anEpisodeOfBeforeThereWerePartsIsPassedOver() {
        EpisodeFinished old =
                EpisodeFinished.newBuilder(finished("ep_a", 0)).setSubject(null).build();

        assertThat(progress.read(10, old)).isInstanceOf(PartitionProgress.Step.WithoutParts.class);
        assertThat(progress.committable()).isEqualTo(10);
        progress.done();
        assertThat(progress.committable()).isEqualTo(11);
    }

    private static EpisodePart part(String episodeId, int number) {
        return new EpisodePart(episodeId, "acme", number, List.of(), List.of(), EpisodeFeed.BEGAN);
    }

    private static EpisodeFinished finished(String episodeId, int parts) {
        return EpisodeFinished.newBuilder()
                .setEpisodeId(episodeId)
                .setTenant("acme")
                .setFrames(1)
                .setActions(0)
                .setParts(parts)
                .setSubject(EpisodeFeed.subject())
                .setOccurredAt(EpisodeFeed.BEGAN)
                .build();
    }
}
