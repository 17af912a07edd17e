package io.nekoagents.desktop;

import io.nekoagents.desktop.media.Microphone;
import java.util.ArrayList;
import java.util.List;

/** What one member was heard to say, in order. */
final class Heard implements Microphone.Listener {

    /** Above what a coder makes of silence. */
    private static final double AUDIBLE = 500;

    private final String session;
    private final List<Microphone.Block> blocks = new ArrayList<>();

    Heard(String session) {
        this.session = session;
    }

    @Override
    public synchronized void heard(Microphone.Block block) {
        if (block.session().equals(session)) {
            blocks.add(block);
        }
    }

    synchronized List<Microphone.Block> blocks() {
        return List.copyOf(blocks);
    }

    synchronized void forget() {
        blocks.clear();
    }

    /** From the first audible block to the last. */
    List<Microphone.Block> sound() {
        List<Microphone.Block> all = blocks();
        int first = 0;
        while (first < all.size() && !audible(all.get(first))) {
            first++;
        }
        int end = all.size();
        while (end > first && !audible(all.get(end - 1))) {
            end--;
        }
        return all.subList(first, end);
    }

    static boolean audible(Microphone.Block block) {
        return level(block.samples()) > AUDIBLE;
    }

    /** Root of the mean square. */
    static double level(short[] samples) {
        double sum = 0;
        for (short sample : samples) {
            sum += (double) sample * sample;
        }
        return Math.sqrt(sum / samples.length);
    }

    /** By the passages from well below zero to well above, of which a period has one. */
    static double hertz(List<Microphone.Block> blocks) {
        int periods = -1;
        int first = 0;
        int last = 0;
        int at = 0;
        boolean below = false;
        for (Microphone.Block block : blocks) {
            for (short sample : block.samples()) {
                if (below && sample > AUDIBLE) {
                    first = periods < 0 ? at : first;
                    last = at;
                    periods++;
                    below = false;
                }
                below |= sample < -AUDIBLE;
                at++;
            }
        }
        return periods < 1 ? 0 : (double) periods * blocks.getFirst().samplesPerSecond() / (last - first);
    }
}
