package io.nekoagents.ingest.webhook;

import static io.nekoagents.schema.webhook.AttemptOutcome.DELIVERED;
import static io.nekoagents.schema.webhook.AttemptOutcome.DISABLED;
import static io.nekoagents.schema.webhook.AttemptOutcome.GIVEN_UP;
import static io.nekoagents.schema.webhook.AttemptOutcome.RETRY;
import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.ingest.delivery.Delivery;
import io.nekoagents.ingest.delivery.TaskDeliveries;
import io.nekoagents.ingest.webhook.Answer.Answered;
import io.nekoagents.ingest.webhook.Answer.Cause;
import io.nekoagents.ingest.webhook.Answer.Failed;
import io.nekoagents.ingest.webhook.RetryRule.Next;
import io.nekoagents.schema.task.TaskStatus;
import io.nekoagents.schema.webhook.WebhookAttempted;
import io.nekoagents.schema.webhook.WebhookDue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryRuleTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final RetryRule RULE =
            new RetryRule(Duration.ofSeconds(5), Duration.ofHours(3), Duration.ofHours(24));

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 299})
    void whatIsTakenIsDelivered(int status) {
        assertThat(after(0, new Answered(status, null), 1)).isEqualTo(Next.end(DELIVERED));
    }

    @Test
    void whoIsGoneWantsNothingMore() {
        assertThat(after(0, new Answered(410, null), 1)).isEqualTo(Next.end(DISABLED));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 400, 401, 404, 429, 500, 503})
    void everyOtherAnswerIsTriedAgain(int status) {
        assertThat(after(0, new Answered(status, null), 1)).isEqualTo(new Next(RETRY, NOON.plusSeconds(5)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ADDRESS_REFUSED", "STALE"})
    void silenceIsTriedAgain(Cause cause) {
        assertThat(after(0, new Failed(cause), 1)).isEqualTo(new Next(RETRY, NOON.plusSeconds(5)));
    }

    @Test
    void anAddressThatMayNotBeIsNotTriedAgain() {
        assertThat(after(0, new Failed(Cause.ADDRESS_REFUSED), 0)).isEqualTo(Next.end(GIVEN_UP));
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "2, 20", "5, 160", "11, 10240", "12, 10800", "40, 10800"})
    void theLongestWaitDoublesUpToALimit(int triesBefore, long seconds) {
        assertThat(after(triesBefore, new Answered(500, null), 1))
                .isEqualTo(new Next(RETRY, NOON.plusSeconds(seconds)));
    }

    @Test
    void howMuchOfItIsWaitedIsRandom() {
        assertThat(after(2, new Answered(500, null), 0)).isEqualTo(new Next(RETRY, NOON));
        assertThat(after(2, new Answered(500, null), 0.25)).isEqualTo(new Next(RETRY, NOON.plusSeconds(5)));
    }

    @Test
    void aReceiverThatWantsToBeLeftAloneIsWithinLimits() {
        assertThat(after(0, new Answered(429, Duration.ofSeconds(90)), 1))
                .isEqualTo(new Next(RETRY, NOON.plusSeconds(90)));
        assertThat(after(0, new Answered(503, Duration.ofDays(365)), 1))
                .isEqualTo(new Next(RETRY, NOON.plus(Duration.ofHours(3))));
        assertThat(after(4, new Answered(503, Duration.ofSeconds(1)), 1))
                .as("its wish does not shorten the wait")
                .isEqualTo(new Next(RETRY, NOON.plusSeconds(80)));
    }

    @Test
    void itIsGivenUpWhereTheNextAttemptWouldComeTooLate() {
        Delivery old = delivery(List.of(NOON.minus(Duration.ofHours(24)).plusSeconds(11)));
        Answer failed = new Answered(500, null);

        assertThat(RULE.after(old, failed, NOON, NOON, 1).outcome()).isEqualTo(RETRY);
        assertThat(RULE.after(old, failed, NOON, NOON.plusSeconds(2), 1)).isEqualTo(Next.end(GIVEN_UP));
    }

    @Test
    void whatWasNeverTriedIsStaleOnceTheTimeForItIsOver() {
        Instant last = NOON.plus(RULE.giveUpAfter());

        assertThat(RULE.isStale(delivery(List.of()), last)).isFalse();
        assertThat(RULE.isStale(delivery(List.of()), last.plusMillis(1))).isTrue();
        assertThat(RULE.isStale(delivery(List.of(NOON)), last.plusMillis(1)))
                .as("that was tried")
                .isFalse();
    }

    @Test
    void theWaitsSpreadOverAboutADay() {
        List<Instant> tries = new ArrayList<>();
        Instant now = NOON;
        for (Next next = new Next(RETRY, now); next.outcome() == RETRY && next.nextAt() != null; ) {
            now = next.nextAt();
            next = RULE.after(delivery(tries), new Answered(500, null), now, now, 0.5);
            tries.add(now);
        }

        assertThat(tries).hasSizeBetween(15, 40);
        assertThat(Duration.between(NOON, now)).isBetween(Duration.ofHours(20), Duration.ofHours(24));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "120, 120",
                "'Sun, 01 Mar 2026 12:01:00 GMT', 60",
                "'Sun, 01 Mar 2026 11:00:00 GMT', none",
                "soon, none"
            })
    void readsWhenAReceiverWantsToBeAskedAgain(String header, @Nullable Long seconds) {
        assertThat(Poster.parse(header, NOON).map(Duration::toSeconds).orElse(null))
                .isEqualTo(seconds);
    }

    private static Next after(int triesBefore, Answer answer, double random) {
        List<Instant> tries = new ArrayList<>();
        for (int i = 0; i < triesBefore; i++) {
            tries.add(NOON.minusMillis(1_000 - i));
        }
        return RULE.after(delivery(tries), answer, NOON, NOON, random);
    }

    private static Delivery delivery(List<Instant> tries) {
        WebhookDue due = WebhookDue.newBuilder()
                .setDeliveryId("msg_1")
                .setTaskId("task_1")
                .setVersion(1)
                .setType("task.started")
                .setUrl("https://client.example/")
                .setOccurredAt(NOON)
                .setStatus(TaskStatus.RUNNING)
                .build();
        List<WebhookAttempted> attempts = tries.stream()
                .map(at -> WebhookAttempted.newBuilder()
                        .setDeliveryId("msg_1")
                        .setTaskId("task_1")
                        .setStartedAt(at)
                        .setDurationMillis(1)
                        .setStatusCode(500)
                        .setOutcome(RETRY)
                        .setNextAt(at)
                        .build())
                .toList();
        TreeMap<Long, WebhookDue> dues = new TreeMap<>();
        dues.put(0L, due);
        return TaskDeliveries.of(dues, attempts).next().orElseThrow();
    }
}
