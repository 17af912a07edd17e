package io.nekoagents.desktop.media;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the coder, in the way libwebrtc understands, that small text matters more than bandwidth. */
final class Sdp {

    private static final Pattern VP8 = Pattern.compile("(?m)^a=rtpmap:(\\d+) VP8/90000\\r?$");
    private static final String BITRATES =
            "x-google-min-bitrate=2500;x-google-start-bitrate=6000;x-google-max-bitrate=12000";

    private Sdp() {}

    /** The viewer's answer, with bounds for the bit rate of VP8 in kbit/s. */
    static String generous(String answer) {
        Matcher vp8 = VP8.matcher(answer);
        if (!vp8.find()) {
            return answer;
        }
        String payload = vp8.group(1);
        String line = "a=fmtp:" + payload + " " + BITRATES + "\r\n";
        int end = answer.indexOf('\n', vp8.start()) + 1;
        return answer.substring(0, end) + line + answer.substring(end);
    }
}
