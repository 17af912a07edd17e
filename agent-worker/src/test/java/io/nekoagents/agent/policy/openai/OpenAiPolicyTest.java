package io.nekoagents.agent.policy.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.nekoagents.agent.action.Action;
import io.nekoagents.agent.action.ActionSpace;
import io.nekoagents.agent.action.Coordinates;
import io.nekoagents.agent.action.Point;
import io.nekoagents.agent.policy.Decision;
import io.nekoagents.agent.policy.Observation;
import io.nekoagents.agent.policy.PastAction;
import io.nekoagents.agent.policy.PolicyException;
import io.nekoagents.agent.policy.StepContext;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class OpenAiPolicyTest {

    private static final String KEY = "sk-very-secret";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String CLICK = "{'action': 'CLICK', 'value': None, 'position': [0.25, 0.5]}";

    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private Endpoint endpoint;

    @BeforeEach
    void startEndpoint() throws IOException {
        endpoint = new Endpoint();
    }

    @AfterEach
    void stopEndpoint() {
        endpoint.close();
    }

    @Test
    void asksAsShowUiWasTrainedAndDoesWhatItSays() throws Exception {
        // Given
        endpoint.says(CLICK);
        List<PastAction> history = List.of(
                past(1, new Action.Open(URI.create("http://shop/"))),
                past(2, new Action.Input("it's", Optional.of(new Point(0.1, 0.2)))),
                past(3, new Action.Enter()));

        // When
        Decision decision = decide(settings(OpenAiSettings.PromptStyle.SHOWUI), context(ActionSpace.WEB, 0, history));

        // Then
        assertThat(decision)
                .isEqualTo(new Decision.Act(
                        new Action.Click(new Point(0.25, 0.5)), "chosen by eyes", Optional.of(CLICK), List.of()));
        Endpoint.Asked asked = endpoint.asked().getFirst();
        assertThat(asked.path()).isEqualTo("/v1/chat/completions");
        assertThat(asked.authorization()).contains("Bearer " + KEY);
        assertThat(asked.body().path("model").asString()).isEqualTo("eyes");
        assertThat(asked.body().path("max_tokens").asInt()).isEqualTo(99);
        assertThat(asked.body().path("temperature").asDouble()).isZero();
        assertThat(asked.body().path("messages").size()).isEqualTo(1);
        JsonNode parts = endpoint.content(0);
        assertThat(parts.path(0).path("text").asString())
                .contains("website", "`CLICK`", "`SELECT_TEXT`", "{'action': 'ACTION_TYPE', 'value': 'element'")
                .doesNotContain("TAP");
        assertThat(parts.path(1).path("text").asString()).isEqualTo("Task: buy a hose");
        assertThat(parts.path(2).path("text").asString())
                .isEqualTo("{'action': 'INPUT', 'value': \"it's\", 'position': [0.10, 0.20]}");
        assertThat(parts.path(3).path("text").asString())
                .isEqualTo("{'action': 'ENTER', 'value': None, 'position': None}");
        assertThat(parts.path(4).path("type").asString()).isEqualTo("image_url");
    }

    @Test
    void sendsTheFrameShrunkToTheLongestEdge() throws Exception {
        // Given
        endpoint.says(CLICK);

        // When
        decide(settings(OpenAiSettings.PromptStyle.SHOWUI), context(ActionSpace.WEB, 0, List.of()));

        // Then
        BufferedImage sent = image(0, "data:image/jpeg;base64,");
        assertThat(sent.getWidth()).isEqualTo(640);
        assertThat(sent.getHeight()).isEqualTo(360);
        assertThat(sent.getRGB(100, 100) & 0xff).as("blue of the frame").isCloseTo(200, within(6));
    }

    @Test
    void asksOtherModelsInJsonAndGivesTheirThoughtsAsReason() throws Exception {
        // Given
        endpoint.says("The list is open.\n```json\n{\"action\":\"TAP\",\"value\":null,\"position\":[0.5,0.5]}\n```");
        List<PastAction> history = List.of(past(7, new Action.Tap(new Point(0.5, 0.25))));

        // When
        Decision decision =
                decide(settings(OpenAiSettings.PromptStyle.SIMPLE_COT), context(ActionSpace.PHONE, 0, history));

        // Then
        assertThat(decision).isInstanceOfSatisfying(Decision.Act.class, act -> {
            assertThat(act.action()).isEqualTo(new Action.Tap(new Point(0.5, 0.5)));
            assertThat(act.reason()).isEqualTo("The list is open.");
        });
        JsonNode messages = endpoint.asked().getFirst().body().path("messages");
        assertThat(messages.path(0).path("role").asString()).isEqualTo("system");
        assertThat(messages.path(0).path("content").asString())
                .contains("PHONE", "SWIPE")
                .doesNotContain("CLICK");
        assertThat(endpoint.content(0).path(0).path("text").asString())
                .isEqualTo("Task: buy a hose\nCurrent observation:\nPrevious actions:\n"
                        + "7. {\"action\":\"TAP\",\"value\":null,\"position\":[0.5,0.25]}");
    }

    @Test
    void looksCloserForAsLongAsThatMovesThePoint() throws Exception {
        // Given
        endpoint.says(CLICK)
                .says("{'action': 'CLICK', 'value': None, 'position': [0.6, 0.5]}")
                .says("{'action': 'CLICK', 'value': None, 'position': [0.5, 0.5]}")
                .says("{'action': 'CLICK', 'value': None, 'position': [0.9, 0.9]}");

        // When
        Decision decision =
                decide(settings(OpenAiSettings.PromptStyle.SIMPLE_COT), context(ActionSpace.WEB, 5, List.of()));

        // Then
        assertThat(decision).isInstanceOfSatisfying(Decision.Act.class, act -> {
            assertThat(act.action()).isEqualTo(new Action.Click(new Point(0.3, 0.5)));
            assertThat(act.refinements()).containsExactly(new Point(0.3, 0.5), new Point(0.3, 0.5));
        });
        assertThat(endpoint.asked()).hasSize(3);
        assertThat(image(1, "data:image/jpeg;base64,").getWidth()).isEqualTo(640);
        assertThat(endpoint.content(1).path(0).path("text").asString())
                .contains("around (0.25, 0.50)", "spans (0.50, 0.50)", "Refinement observation:");
    }

    @Test
    void keepsThePointWhenACloserLookWantsSomethingElse() throws Exception {
        // Given
        endpoint.says(CLICK).says("{'action': 'SCROLL', 'value': 'DOWN', 'position': None}");

        // When
        Decision decision = decide(settings(OpenAiSettings.PromptStyle.SHOWUI), context(ActionSpace.WEB, 3, List.of()));

        // Then
        assertThat(((Decision.Act) decision).action()).isEqualTo(new Action.Click(new Point(0.25, 0.5)));
        assertThat(((Decision.Act) decision).refinements()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'action': 'DONE'}", "{'action': 'ANSWER', 'value': ' '}", "{'action': 'ANSWER'}"})
    void finishesWithoutAnAnswer(String words) throws Exception {
        endpoint.says(words);

        assertThat(decide(settings(OpenAiSettings.PromptStyle.SHOWUI), context(ActionSpace.WEB, 0, List.of())))
                .isEqualTo(new Decision.Finish(Optional.empty()));
    }

    @Test
    void finishesWithTheAnswer() throws Exception {
        endpoint.says("{'action': 'ANSWER', 'value': '24.90', 'position': None}");

        assertThat(decide(settings(OpenAiSettings.PromptStyle.SHOWUI), context(ActionSpace.WEB, 0, List.of())))
                .isEqualTo(new Decision.Finish(Optional.of("24.90")));
    }

    @Test
    void remindsAModelThatSaysNoActionAndGivesUpTheSecondTime() throws Exception {
        // Given
        endpoint.says("Let me think about it.").says("{'action': 'TAP', 'value': None, 'position': [0.1, 0.1]}");

        // When
        Decision decision = decide(settings(OpenAiSettings.PromptStyle.SHOWUI), context(ActionSpace.WEB, 0, List.of()));

        // Then
        assertThat(decision).isInstanceOfSatisfying(Decision.GiveUp.class, giveUp -> {
            assertThat(giveUp.code()).isEqualTo("model_output_unreadable");
            assertThat(giveUp.message()).contains("TAP");
        });
        JsonNode messages = endpoint.asked().get(1).body().path("messages");
        assertThat(messages.path(1).path("content").asString()).isEqualTo("Let me think about it.");
        assertThat(messages.path(2).path("content").asString()).contains("'action'", "one action");
    }

    @Test
    void triesAgainWhileTheEndpointIsOverloadedOrAway() throws Exception {
        // Given
        endpoint.fails(429, "", Map.of("Retry-After", "7"))
                .fails(503, "", Map.of("Retry-After", "Sun, 01 Mar 2026 12:00:09 GMT"))
                .fails(0, "", Map.of())
                .says(CLICK);

        // When
        Decision decision = decide(settings(OpenAiSettings.PromptStyle.SHOWUI), context(ActionSpace.WEB, 0, List.of()));

        // Then
        assertThat(decision).isInstanceOf(Decision.Act.class);
        assertThat(pauses)
                .startsWith(Duration.ofSeconds(7), Duration.ofSeconds(9))
                .hasSize(3);
        assertThat(pauses.getLast())
                .as("half to all of 4 × 100 ms")
                .isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
    }

    @Test
    void letsAnotherWorkerTryWhenTheEndpointStaysAway() {
        // Given
        for (int i = 0; i < 4; i++) {
            endpoint.fails(500, "{\"error\":{\"message\":\"out of memory\"}}", Map.of());
        }

        // When
        PolicyException failure = failure();

        // Then
        assertThat(failure.retryable()).isTrue();
        assertThat(failure.code()).isEqualTo("model_unavailable");
        assertThat(failure).hasMessageContaining("HTTP 500");
        assertThat(endpoint.asked()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void doesNotInsistWhenItsKeyIsRefusedNorTellTheKey(int status) {
        // Given
        endpoint.fails(status, "{\"error\":{\"message\":\"Incorrect key " + KEY + "\"}}", Map.of());

        // When
        PolicyException failure = failure();

        // Then
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.code()).isEqualTo("model_key_refused");
        assertThat(failure).hasMessageNotContaining(KEY);
        assertThat(endpoint.asked()).hasSize(1);
    }

    @Test
    void tellsWhyARequestIsRefusedButNotTheKey() {
        // Given
        endpoint.fails(404, "{\"error\":{\"message\":\"no model eyes for " + KEY + "\"}}", Map.of());

        // When
        PolicyException failure = failure();

        // Then
        assertThat(failure.retryable()).isFalse();
        assertThat(failure).hasMessageContaining("no model eyes for ***").hasMessageNotContaining(KEY);
    }

    @Test
    void keepsTheKeyOutOfItsDescription() {
        assertThat(settings(OpenAiSettings.PromptStyle.SHOWUI).toString())
                .doesNotContain(KEY)
                .contains("***");
    }

    private PolicyException failure() {
        return catchThrowableOfType(
                PolicyException.class,
                () -> decide(settings(OpenAiSettings.PromptStyle.SHOWUI), context(ActionSpace.WEB, 0, List.of())));
    }

    private Decision decide(OpenAiSettings settings, StepContext context) throws PolicyException, InterruptedException {
        BufferedImage frame = new BufferedImage(1280, 720, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < 720; y++) {
            for (int x = 0; x < 1280; x++) {
                frame.setRGB(x, y, 0xff1e1ec8);
            }
        }
        try (OpenAiPolicy policy = new OpenAiPolicy(settings, pauses::add, InstantSource.fixed(NOW))) {
            return policy.decide(new Observation(frame, NOW, 1), context);
        }
    }

    private OpenAiSettings settings(OpenAiSettings.PromptStyle style) {
        return new OpenAiSettings(
                endpoint.baseUrl(),
                "eyes",
                KEY,
                Duration.ofSeconds(20),
                3,
                Duration.ofMillis(100),
                99,
                style,
                Coordinates.UNIT,
                640,
                OpenAiSettings.ImageFormat.JPEG);
    }

    private static StepContext context(ActionSpace space, int refinements, List<PastAction> history) {
        return new StepContext(
                "buy a hose",
                space,
                history.size() + 1,
                20,
                refinements,
                history,
                Duration.ofSeconds(1),
                Optional.empty());
    }

    private static PastAction past(int step, Action action) {
        return new PastAction(step, action, "", NOW);
    }

    private BufferedImage image(int request, String prefix) throws IOException {
        JsonNode parts = endpoint.content(request);
        String url = parts.path(parts.size() - 1).path("image_url").path("url").asString();
        assertThat(url).startsWith(prefix);
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(url.substring(prefix.length()))));
    }
}
