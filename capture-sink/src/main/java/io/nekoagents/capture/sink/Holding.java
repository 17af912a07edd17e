package io.nekoagents.capture.sink;

import io.nekoagents.capture.LogKeys;
import io.nekoagents.capture.store.Address;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of shards that did not arrive: they are brought to their places again and again, made anew if the tenant is
 * configured otherwise, and put into the dataset's own place alone when the log would not wait for them much longer. For one
 * thread, but for {@link #held()}.
 */
final class Holding {

    private static final Logger LOG = LoggerFactory.getLogger(Holding.class);

    private final SinkSettings settings;
    private final Places places;
    private final Carrier carrier;
    private final InstantSource clock;
    private final SinkMeters meters;
    private volatile List<Held> held = List.of();

    Holding(SinkSettings settings, Places places, Carrier carrier, InstantSource clock, SinkMeters meters) {
        this.settings = settings;
        this.places = places;
        this.carrier = carrier;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * A tenant that is held.
     *
     * @param place that does not take its shards
     * @param told when the log was told of the first episode in them
     * @param since when they were sealed, in the time of {@link System#nanoTime}
     */
    record Held(String tenant, Address place, Instant told, long since) {

        @Override
        public String toString() {
            return tenant + ": " + place.text() + " has not taken shards for "
                    + (System.nanoTime() - since) / 1_000_000_000 + " s";
        }
    }

    /** Those that are held; from any thread. */
    List<Held> held() {
        return held;
    }

    /** Looks after all; whether there is something to commit or to go back to. */
    boolean tend(Haul haul) {
        carrier.freeTurns(settings.holdAfter());
        boolean arrived = false;
        for (Load load : haul.loads()) {
            switch (load.fate()) {
                case Load.Fate.Arrived _ -> arrived = true;
                case Load.Fate.UnderWay _ -> decide(haul, load);
                case Load.Fate.Refused(Throwable why) -> {
                    note(load, why);
                    if (!decide(haul, load) && load.isDue()) {
                        carrier.send(load);
                    }
                }
            }
        }
        publish(haul);
        return arrived || haul.isToGoBack();
    }

    void publish(Haul haul) {
        held = haul.loads().stream()
                .map(load -> new Held(
                        load.config().getTenant(), load.at(), load.pins().oldest(), load.since()))
                .toList();
    }

    /** Whether it goes another way. */
    private boolean decide(Haul haul, Load load) {
        if (!haul.config(load.config().getTenant()).equals(load.config())) {
            haul.letGo(load);
            return true;
        }
        List<Address> home = List.of(places.home(load.config()));
        if (isTooOld(load) && !load.places().equals(home)) {
            LOG.atError()
                    .addKeyValue(LogKeys.EVENT, "shards_diverted")
                    .addKeyValue(LogKeys.TENANT, load.config().getTenant())
                    .addKeyValue(LogKeys.PLACE, load.at())
                    .addKeyValue(LogKeys.SHARDS, load.shards().size())
                    .log("Shards are put into the dataset's own place alone");
            meters.diverted(load.shards().size());
            load.divert(home);
            carrier.send(load);
            return true;
        }
        return false;
    }

    /** An old one is given some tries here all the same: it may be old only because no sink ran. */
    private boolean isTooOld(Load load) {
        return load.age().compareTo(settings.unreadyAfter()) > 0
                && Duration.between(load.pins().oldest(), clock.instant()).compareTo(settings.holdMost()) > 0;
    }

    private void note(Load load, Throwable why) {
        if (load.noteRefusal(settings.backoff())) {
            meters.refused();
            LOG.atWarn()
                    .addKeyValue(LogKeys.EVENT, "shards_refused")
                    .addKeyValue(LogKeys.TENANT, load.config().getTenant())
                    .addKeyValue(LogKeys.PLACE, load.at())
                    .addKeyValue(LogKeys.TRIES, load.tries())
                    .setCause(why)
                    .log("A place does not take a tenant's shards; they are kept, and others go on");
        }
    }
}
