package io.nekoagents.neko;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the room says it likes to receive, put right for speech. The library's coder obeys the other side's description
 * alone; Neko's asks for two channels ({@code Opus} in {@code server/pkg/types/codec/codecs.go}), which for one voice is
 * twice the bits. Silence is sent like sound, for a coder that stops sending makes the first word late and clipped.
 */
final class OpusSdp {

    private static final Pattern OPUS =
            Pattern.compile("(?m)^a=rtpmap:(\\d+) opus/48000/2\\r?\\n", Pattern.CASE_INSENSITIVE);
    private static final String SPEECH = "minptime=10;useinbandfec=1;usedtx=0;stereo=0;maxaveragebitrate=48000";

    private OpusSdp() {}

    static String forSpeech(String description) {
        Matcher opus = OPUS.matcher(description);
        if (!opus.find()) {
            return description;
        }
        String format = "a=fmtp:" + opus.group(1) + " ";
        String without = Pattern.compile("(?m)^" + Pattern.quote(format) + ".*\\r?\\n")
                .matcher(description)
                .replaceAll("");
        Matcher again = OPUS.matcher(without);
        return again.replaceFirst("$0" + format + SPEECH + "\r\n");
    }
}
