package io.nekoagents.streams.episode;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.schema.rule.CaptureRules;
import org.junit.jupiter.api.Test;

final class EpisodeIdTest {

    @Test
    void anEpisodeIsNamedAsItsTask() {
        assertThat(EpisodeId.ofTask("task_01KG9-x")).isEqualTo("ep_01KG9-x");
    }

    @Test
    void aTaskOfAnotherFormHasAnEpisodeIdToo() {
        for (String taskId : new String[] {"", "job 7", "task_", "task_" + "x".repeat(65), "task_ü"}) {
            assertThat(EpisodeId.ofTask(taskId))
                    .as("of \"%s\"", taskId)
                    .satisfies(id -> assertThat(CaptureRules.isEpisodeId(id)).isTrue())
                    .isEqualTo(EpisodeId.ofTask(taskId))
                    .isNotEqualTo(EpisodeId.ofTask(taskId + "1"));
        }
    }
}
