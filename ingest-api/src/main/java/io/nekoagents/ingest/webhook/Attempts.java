package io.nekoagents.ingest.webhook;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.nekoagents.ingest.delivery.Delivery;
import io.nekoagents.ingest.problem.ProblemException;
import io.nekoagents.ingest.view.DeliveryView;
import io.nekoagents.schema.webhook.AttemptOutcome;
import io.nekoagents.schema.webhook.WebhookAttempted;
import io.nekoagents.schema.webhook.WebhookDue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Attempts the next delivery of a task, once, and writes down what came of it. */
final class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration[] LIMITS = Stream.of(0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
            .map(seconds -> Duration.ofMillis(Math.round(seconds * 1_000)))
            .toArray(Duration[]::new);

    private final DeliveryView view;
    private final TenantSecrets secrets;
    private final UrlRules urls;
    private final Poster poster;
    private final RetryRule rule;
    private final AttemptLog log;
    private final GivenUp givenUp;
    private final InstantSource clock;
    private final Map<AttemptOutcome, Counter> outcomes = new EnumMap<>(AttemptOutcome.class);
    private final Timer timer;

    Attempts(
            DeliveryView view,
            TenantSecrets secrets,
            WebhookSettings settings,
            Poster poster,
            AttemptLog log,
            GivenUp givenUp,
            InstantSource clock,
            MeterRegistry meters) {
        this.view = view;
        this.secrets = secrets;
        this.urls = new UrlRules(settings.http());
        this.poster = poster;
        this.rule = new RetryRule(settings.backoff(), settings.maxBackoff(), settings.giveUpAfter());
        this.log = log;
        this.givenUp = givenUp;
        this.clock = clock;
        this.timer = Timer.builder("neko.webhook.attempt")
                .description("How long an attempt to deliver a webhook takes")
                .serviceLevelObjectives(LIMITS)
                .register(meters);
        for (AttemptOutcome outcome : AttemptOutcome.values()) {
            if (outcome != AttemptOutcome.UNKNOWN) {
                outcomes.put(outcome, counter(outcome, meters));
            }
        }
    }

    private static Counter counter(AttemptOutcome outcome, MeterRegistry meters) {
        return Counter.builder("neko.webhook.deliveries")
                .description("Attempts to deliver webhooks, by what follows from them")
                .tag("outcome", label(outcome))
                .register(meters);
    }

    /**
     * Once this returns, the view knows of the attempt.
     *
     * @param stopping whether the process is to end, and an attempt that the log does not take may stay unsaid
     */
    void make(String taskId, BooleanSupplier stopping) throws InterruptedException {
        Instant began = now();
        Optional<Delivery> next = view.of(taskId).next().filter(each -> isDue(each, began));
        if (next.isEmpty()) {
            return;
        }
        Delivery delivery = next.get();
        long start = System.nanoTime();
        Answer answer =
                rule.isStale(delivery, began) ? new Answer.Failed(Answer.Cause.STALE) : answer(delivery.due(), began);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        RetryRule.Next then = rule.after(
                delivery, answer, began, now(), ThreadLocalRandom.current().nextDouble());
        if (then.outcome() == AttemptOutcome.GIVEN_UP && !giveUp(delivery, answer)) {
            then = rule.later(now());
        }
        write(attempted(delivery, began, took, answer, then), stopping);
        measure(delivery, took, answer, then.outcome());
    }

    private static boolean isDue(Delivery delivery, Instant now) {
        return !Objects.requireNonNull(delivery.nextAt(), "A pending delivery is due some time")
                .isAfter(now);
    }

    private Answer answer(WebhookDue due, Instant now) {
        Optional<URI> uri = urls.parse(due.getUrl());
        if (uri.isEmpty()) {
            return new Answer.Failed(Answer.Cause.ADDRESS_REFUSED);
        }
        byte[] body = WebhookBody.of(due);
        long seconds = now.getEpochSecond();
        Map<String, String> headers = Map.of(
                "webhook-id", due.getDeliveryId(),
                "webhook-timestamp", Long.toString(seconds),
                "webhook-signature", secrets.signatures(due.getTenant(), due.getDeliveryId(), seconds, body, now));
        return poster.post(uri.get(), headers, body);
    }

    /** Before the attempt is written: who stops in between gives up once more. False if it could not be written down. */
    private boolean giveUp(Delivery delivery, Answer answer) throws InterruptedException {
        String cause = switch (answer) {
            case Answer.Answered answered -> "The receiver answered " + answered.status();
            case Answer.Failed failed ->
                "There was no answer: " + failed.cause().label();
        };
        int tries = delivery.tries() + 1;
        try {
            givenUp.add(view.partitionOf(delivery.due().getTaskId()), delivery, cause + ", at attempt " + tries);
        } catch (KafkaException e) {
            of(LOG.atError(), delivery).setCause(e).log("A webhook could not be given up; it is tried again later");
            return false;
        }
        of(LOG.atWarn(), delivery)
                .addKeyValue("tries", tries)
                .addKeyValue("cause", cause)
                .log("A webhook is given up");
        return true;
    }

    private static LoggingEventBuilder of(LoggingEventBuilder event, Delivery delivery) {
        return event.addKeyValue("task_id", delivery.due().getTaskId()).addKeyValue("delivery", delivery.id());
    }

    private static WebhookAttempted attempted(
            Delivery delivery, Instant began, Duration took, Answer answer, RetryRule.Next then) {
        WebhookAttempted.Builder attempted = WebhookAttempted.newBuilder()
                .setDeliveryId(delivery.id())
                .setTaskId(delivery.due().getTaskId())
                .setTenant(delivery.due().getTenant())
                .setStartedAt(began)
                .setDurationMillis(took.toMillis())
                .setOutcome(then.outcome())
                .setNextAt(then.nextAt());
        return switch (answer) {
            case Answer.Answered answered ->
                attempted.setStatusCode(answered.status()).build();
            case Answer.Failed failed ->
                attempted.setFailure(failed.cause().label()).build();
        };
    }

    /** Until the log has it: an attempt that nobody knows of would be made again at once, and again. */
    private void write(WebhookAttempted attempted, BooleanSupplier stopping) throws InterruptedException {
        while (true) {
            try {
                log.append(attempted.getTaskId(), attempted);
                return;
            } catch (ProblemException e) {
                if (stopping.getAsBoolean()) {
                    throw e;
                }
                Thread.sleep(REST);
            }
        }
    }

    private void measure(Delivery delivery, Duration took, Answer answer, AttemptOutcome outcome) {
        requireNonNull(outcomes.get(outcome)).increment();
        timer.record(took);
        of(LOG.atDebug(), delivery)
                .addKeyValue("answer", answer)
                .addKeyValue("outcome", outcome)
                .log("A webhook was attempted");
    }

    private static String label(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
