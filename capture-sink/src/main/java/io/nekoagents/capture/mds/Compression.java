package io.nekoagents.capture.mds;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** What a sealed shard is compressed with; without a level, the one that MDS takes then. */
public record Compression(Family family, OptionalInt level) {

    public static final Compression NONE = new Compression(Family.NONE, OptionalInt.empty());

    /** The families, by the name that is the ending of their files too. */
    public enum Family {
        NONE(0, -1, -1),
        ZSTD(1, 22, 3),
        GZ(0, 9, 9),
        BR(0, 11, 11),
        SNAPPY(0, -1, -1);

        private final int least;
        private final int most;
        private final int standard;

        Family(int least, int most, int standard) {
            this.least = least;
            this.most = most;
            this.standard = standard;
        }

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Compression {
        if (level.isPresent() && (level.getAsInt() < family.least || level.getAsInt() > family.most)) {
            throw new IllegalArgumentException("unknown compression " + text(family, level));
        }
    }

    /** {@code none}, a family, or a family and a level: {@code zstd:6}. */
    public static Compression parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        for (Family family : Family.values()) {
            if (family.text().equals(name)) {
                return new Compression(family, colon < 0 ? OptionalInt.empty() : level(text, colon));
            }
        }
        throw new IllegalArgumentException("unknown compression " + text);
    }

    private static OptionalInt level(String text, int colon) {
        try {
            return OptionalInt.of(Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("unknown compression " + text, e);
        }
    }

    public String text() {
        return text(family, level);
    }

    private static String text(Family family, OptionalInt level) {
        return family.text() + (level.isPresent() ? ":" + level.getAsInt() : "");
    }

    /** What a compressed file's name ends with, behind a dot. */
    Optional<String> extension() {
        return family == Family.NONE ? Optional.empty() : Optional.of(family.text());
    }

    int levelOrStandard() {
        return level.orElse(family.standard);
    }
}
