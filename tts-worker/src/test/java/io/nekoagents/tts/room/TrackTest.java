package io.nekoagents.tts.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class TrackTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private static void nobody() {}

    private static short[] tone(int length) {
        short[] samples = new short[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (short) (20_000 * Math.sin(2 * Math.PI * 440 * i / Track.RATE));
        }
        return samples;
    }

    private static short[] take(Track track) {
        short[] block = new short[Track.BLOCK];
        track.take(block);
        return block;
    }

    @Test
    void whatIsWrittenIsTakenInOrderAndThenThereIsSilence() throws Exception {
        // Given three blocks and a half of a tone
        Track track = new Track(48_000);
        short[] tone = tone(Track.BLOCK * 7 / 2);
        assertThat(track.write(tone, track.epoch(), LONG, TrackTest::nobody)).isEqualTo(Track.Written.DONE);

        // When five blocks are taken
        List<short[]> blocks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            blocks.add(take(track));
        }

        // Then they are the tone, and end in silence
        for (int i = 0; i < 3; i++) {
            assertThat(blocks.get(i)).isEqualTo(Arrays.copyOfRange(tone, i * Track.BLOCK, (i + 1) * Track.BLOCK));
        }
        assertThat(Arrays.copyOf(blocks.get(3), Track.BLOCK / 2))
                .isEqualTo(Arrays.copyOfRange(tone, Track.BLOCK * 3, tone.length));
        assertThat(blocks.get(4)).containsOnly(0);
        assertThat(track.taken()).isEqualTo(tone.length);
    }

    @Test
    void soundThatIsDroppedDiesAwayWithoutAClick() throws Exception {
        // Given a second of a tone that is being heard
        Track track = new Track(48_000);
        track.write(tone(48_000), track.epoch(), LONG, TrackTest::nobody);
        short[] before = take(track);

        // When it is dropped
        track.drop();

        // Then the next block falls to silence within 5 ms, by steps no larger than those of the tone
        short[] after = take(track);
        int last = before[before.length - 1];
        for (int i = 0; i < after.length; i++) {
            assertThat(Math.abs(after[i] - last))
                    .as("step at sample " + i + " of the block after Track.drop")
                    .isLessThan(1_500);
            last = after[i];
        }
        assertThat(Arrays.copyOfRange(after, Track.RATE / 200, after.length)).containsOnly(0);
        assertThat(take(track)).containsOnly(0);
    }

    @Test
    void whoBeganBeforeADropIsHeardNoMore() throws Exception {
        // Given a track that was dropped after somebody began
        Track track = new Track(48_000);
        long begun = track.epoch();
        track.drop();

        // When he writes on
        Track.Written written = track.write(tone(480), begun, LONG, TrackTest::nobody);

        // Then he is told, and nothing is heard
        assertThat(written).isEqualTo(Track.Written.DROPPED);
        assertThat(take(track)).containsOnly(0);
    }

    @Test
    void aFullTrackHoldsUpWhoWritesUntilItIsTaken() throws Exception {
        // Given room for two blocks, and somebody who writes three
        Track track = new Track(Track.BLOCK * 2);
        short[] tone = tone(Track.BLOCK * 3);
        CompletableFuture<Track.Written> writing = CompletableFuture.supplyAsync(() -> {
            try {
                return track.write(tone, track.epoch(), LONG, TrackTest::nobody);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        // When blocks are taken
        while (track.taken() < tone.length) {
            take(track);
        }

        // Then all of it goes through
        assertThat(writing.get(10, TimeUnit.SECONDS)).isEqualTo(Track.Written.DONE);
        assertThat(track.taken()).isEqualTo(tone.length);
    }

    @Test
    void whoWritesWhereNothingIsTakenIsTold() throws Exception {
        // Given a full track of a room that is away
        Track track = new Track(Track.BLOCK);
        track.write(tone(Track.BLOCK), track.epoch(), LONG, TrackTest::nobody);

        // When more is written, and the end awaited
        Track.Written written = track.write(tone(1), track.epoch(), Duration.ofMillis(20), TrackTest::nobody);
        Track.Written drained = track.drain(track.epoch(), Duration.ofMillis(20));

        // Then nobody waits for ever
        assertThat(written).isEqualTo(Track.Written.STALLED);
        assertThat(drained).isEqualTo(Track.Written.STALLED);
    }

    @Test
    void itTellsWhenEachPieceIsHeard() throws Exception {
        // Given two pieces of a block and a half each
        Track track = new Track(48_000);
        List<String> heard = new ArrayList<>();
        track.write(tone(Track.BLOCK * 3 / 2), track.epoch(), LONG, () -> heard.add("first"));
        track.write(tone(Track.BLOCK * 3 / 2), track.epoch(), LONG, () -> heard.add("second"));

        // When block after block is taken, then each is told of with the block in which it begins
        take(track);
        assertThat(heard).containsExactly("first");
        take(track);
        assertThat(heard).containsExactly("first", "second");
    }
}
