package io.nekoagents.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.nekoagents.ingest.delivery.Line;
import io.nekoagents.ingest.webhook.Slots.Taken;
import org.junit.jupiter.api.Test;

final class SlotsTest {

    private final Slots slots = new Slots(16, 10, 8);

    @Test
    void aLineAndATenantTakeNoMoreThanTheirs() {
        assertThat(take("a", "one", 9)).isEqualTo(8);
        assertThat(take("a", "two", 9)).as("of the tenant").isEqualTo(2);
    }

    @Test
    void whoeverIsNotServedGetsATurnHoweverManyOthersAre() {
        // Given: two tenants with more before them than there is room for
        assertThat(take("a", "one", 8) + take("b", "one", 8))
                .as("all but the last eighth")
                .isEqualTo(14);

        // Then
        assertThat(slots.take("z-1", new Line("z", "one"), 0)).isEqualTo(Taken.YES);
        assertThat(slots.take("z-2", new Line("z", "one"), 0)).isEqualTo(Taken.FULL);
        assertThat(slots.take("y-1", new Line("y", "one"), 0)).isEqualTo(Taken.YES);
        assertThat(slots.take("x-1", new Line("x", "one"), 0))
                .as("now all are taken")
                .isEqualTo(Taken.FULL);

        // And: what is given back in the last eighth is again for others
        slots.free("z-1");
        assertThat(slots.take("a-x", new Line("a", "two"), 0)).isEqualTo(Taken.FULL);
        assertThat(slots.take("x-1", new Line("x", "one"), 0)).isEqualTo(Taken.YES);
    }

    @Test
    void nobodyIsServedTwiceAtATime() {
        assertThat(slots.take("t", new Line("a", "one"), 0)).isEqualTo(Taken.YES);
        assertThat(slots.take("t", new Line("a", "one"), 0)).isEqualTo(Taken.SERVED);
    }

    private int take(String tenant, String receiver, int wanted) {
        int taken = 0;
        for (int i = 0; i < wanted; i++) {
            if (slots.take(tenant + "-" + receiver + "-" + i, new Line(tenant, receiver), 0) == Taken.YES) {
                taken++;
            }
        }
        return taken;
    }
}
