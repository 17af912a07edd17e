package io.nekoagents.ingest.capture;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The size of a room's picture, in pixels. */
record Screen(int width, int height) {

    private static final Pattern FORM = Pattern.compile("([1-9]\\d{2,3})x([1-9]\\d{2,3})");

    /** Empty if it is not WIDTHxHEIGHT, each of 100 to 9999. */
    static Optional<Screen> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new Screen(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2))))
                : Optional.empty();
    }
}
