package io.nekoagents.tts.audio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Brings sound to one sample rate: a windowed sinc, with its values for each place between two samples. Thread-safe. */
public final class Resampler {

    /** What rooms are sent. */
    public static final int ROOM_RATE = 48_000;

    /** Zeros of the sinc on each side. */
    private static final int ZEROS = 32;
    /** Of a Kaiser window: what is beyond half the lower rate is down by 80 dB. */
    private static final double BETA = 8;
    /** Of half the lower rate; room for the filter's slope. */
    private static final double CUTOFF = 0.92;
    /** Larger ones are made anew each time: they belong to odd rates. */
    private static final int MOST_KEPT_PHASES = 1_024;

    private final int target;
    private final Map<Integer, Filter> filters = new ConcurrentHashMap<>();

    /** For each of {@code up} places between two samples of the input, the weights of the samples around it. */
    private record Filter(int up, int down, int reach, List<float[]> phases) {}

    public Resampler(int target) {
        this.target = target;
    }

    /** As long as before, to within a sample; the same if it has this rate. */
    public Sound resample(Sound sound) {
        if (sound.rate() == target || sound.samples().length == 0) {
            return sound.rate() == target ? sound : new Sound(new float[0], target);
        }
        Filter kept = filters.get(sound.rate());
        Filter filter = kept == null ? filter(sound.rate()) : kept;
        if (filter.up() <= MOST_KEPT_PHASES) {
            filters.putIfAbsent(sound.rate(), filter);
        }
        return new Sound(apply(filter, sound.samples()), target);
    }

    private static float[] apply(Filter filter, float[] in) {
        int length = Math.toIntExact(((long) in.length * filter.up() + filter.down() - 1) / filter.down());
        float[] out = new float[length];
        int reach = filter.reach();
        for (int i = 0; i < length; i++) {
            long place = (long) i * filter.down();
            int first = (int) (place / filter.up()) - reach + 1;
            float[] weights = filter.phases().get((int) (place % filter.up()));
            int from = Math.max(0, -first);
            int to = Math.min(weights.length, in.length - first);
            float sum = 0;
            for (int k = from; k < to; k++) {
                sum += weights[k] * in[first + k];
            }
            out[i] = sum;
        }
        return out;
    }

    private Filter filter(int rate) {
        int divisor = gcd(rate, target);
        int up = target / divisor;
        int down = rate / divisor;
        double cutoff = CUTOFF * Math.min(1, (double) target / rate);
        int reach = (int) Math.ceil(ZEROS / Math.min(1, (double) target / rate));
        List<float[]> phases = new ArrayList<>(up);
        for (int phase = 0; phase < up; phase++) {
            double[] weights = new double[2 * reach];
            double sum = 0;
            for (int k = 0; k < weights.length; k++) {
                double distance = k - reach + 1 - (double) phase / up;
                weights[k] = cutoff * sinc(cutoff * distance) * window(distance / reach);
                sum += weights[k];
            }
            float[] scaled = new float[weights.length];
            for (int k = 0; k < weights.length; k++) {
                scaled[k] = (float) (weights[k] / sum);
            }
            phases.add(scaled);
        }
        return new Filter(up, down, reach, phases);
    }

    private static double sinc(double x) {
        return Math.abs(x) < 1e-9 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double window(double x) {
        return Math.abs(x) >= 1 ? 0 : bessel(BETA * Math.sqrt(1 - x * x)) / bessel(BETA);
    }

    /** The modified one of the first kind, of order zero. */
    private static double bessel(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > sum * 1e-12; k++) {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }
        return sum;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
