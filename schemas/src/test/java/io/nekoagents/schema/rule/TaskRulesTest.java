package io.nekoagents.schema.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.schema.task.SubmitTask;
import io.nekoagents.schema.task.TaskMode;
import io.nekoagents.schema.task.TaskOptions;
import io.nekoagents.schema.task.TaskSpec;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TaskRulesTest {

    @Test
    void acceptsATaskThatLeavesOutAllItMay() {
        assertThat(TaskRules.violations(spec(_ -> {}))).isEmpty();
    }

    @Test
    void namesEveryViolationAtOnce() {
        TaskSpec spec = spec(
                s -> s.setTask(" ").setMode(TaskMode.UNKNOWN).setMaxSteps(0).setTimeoutSeconds(86_401));

        assertThat(TaskRules.violations(spec))
                .extracting(Violation::field)
                .containsExactly("task", "mode", "max_steps", "timeout");
    }

    @Test
    void countsCharactersAndNotUtf16Units() {
        assertThat(TaskRules.violations(spec(s -> s.setTask("😀".repeat(8_000)))))
                .isEmpty();
        assertThat(TaskRules.violations(spec(s -> s.setTask("😀".repeat(8_001)))))
                .extracting(Violation::field)
                .containsExactly("task");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.org", "example.org/hook", "http://", "javascript:alert(1)", "http://a b"})
    void refusesCallbacksThatNobodyCouldCall(String address) {
        assertThat(TaskRules.violations(spec(s -> s.setCallbackUrl(address))))
                .extracting(Violation::field)
                .containsExactly("callback_url");
    }

    @ParameterizedTest
    @CsvSource({"1920x1080,true", "320x240,true", "319x240,false", "1920X1080,false", "99999x1,false", "'',false"})
    void takesResolutionsWithinBounds(String resolution, boolean sound) {
        TaskSpec spec = spec(s -> s.getOptions().setScreenResolution(resolution));

        assertThat(TaskRules.violations(spec).isEmpty()).as(resolution).isEqualTo(sound);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "data:text/html,x", "chrome://settings"})
    void refusesStartPagesOutsideTheWeb(String address) {
        assertThat(TaskRules.violations(spec(s -> s.getOptions().setStartUrl(address))))
                .extracting(Violation::field)
                .containsExactly("options.start_url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "task_", "job_1", "task_a b", "task_../x"})
    void refusesTaskIdsOutsideTheirForm(String id) {
        SubmitTask command = SubmitTask.newBuilder()
                .setTaskId(id)
                .setSpec(spec(_ -> {}))
                .setRequestedAt(Instant.EPOCH)
                .build();

        assertThat(TaskRules.violations(command)).extracting(Violation::field).containsExactly("task_id");
    }

    @Test
    void fingerprintTellsSpecsApartAndNothingElse() {
        assertThat(SpecFingerprint.of(spec(_ -> {})))
                .hasSize(64)
                .isEqualTo(SpecFingerprint.of(spec(_ -> {})))
                .isNotEqualTo(SpecFingerprint.of(spec(s -> s.setMaxSteps(11))));
    }

    private static TaskSpec spec(Consumer<TaskSpec.Builder> change) {
        TaskSpec.Builder spec = TaskSpec.newBuilder()
                .setTask("open the page")
                .setOptions(TaskOptions.newBuilder().build());
        change.accept(spec);
        return spec.build();
    }
}
