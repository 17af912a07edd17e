package io.nekoagents.capture.config;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as mosaicml-streaming spells them: {@code 512mb}, {@code 1.5gb}, {@code 67108864}; a kb has 1024 bytes. */
final class ByteSize {

    private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(b|kb|mb|gb|tb)?");
    private static final Map<String, Long> UNITS =
            Map.of("b", 1L, "kb", 1L << 10, "mb", 1L << 20, "gb", 1L << 30, "tb", 1L << 40);

    private ByteSize() {}

    static long parse(String text) {
        Matcher parts = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new IllegalArgumentException("must be a size such as 512mb, not " + text);
        }
        String unit = parts.group(2) == null ? "b" : parts.group(2);
        return (long) (Double.parseDouble(parts.group(1)) * UNITS.getOrDefault(unit, 1L));
    }
}
