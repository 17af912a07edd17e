package io.nekoagents.neko;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OpusSdpTest {

    private static final String BEFORE = """
            v=0\r
            m=audio 9 UDP/TLS/RTP/SAVPF 111 9\r
            a=rtpmap:111 opus/48000/2\r
            """;
    private static final String AFTER = """
            a=rtpmap:9 G722/8000\r
            m=video 9 UDP/TLS/RTP/SAVPF 96\r
            a=rtpmap:96 VP8/90000\r
            a=fmtp:96 x=1\r
            """;
    private static final String SPEECH =
            "a=fmtp:111 minptime=10;useinbandfec=1;usedtx=0;stereo=0;maxaveragebitrate=48000\r\n";

    @Test
    void asksForOneChannelWhereTheRoomAskedForTwo() {
        String neko = BEFORE + "a=fmtp:111 useinbandfec=1;stereo=1\r\n" + AFTER;

        assertThat(OpusSdp.forSpeech(neko)).isEqualTo(BEFORE + SPEECH + AFTER);
    }

    @Test
    void asksWhereTheRoomAskedForNothing() {
        assertThat(OpusSdp.forSpeech(BEFORE + AFTER)).isEqualTo(BEFORE + SPEECH + AFTER);
    }

    @Test
    void leavesDescriptionsWithoutOpusAlone() {
        assertThat(OpusSdp.forSpeech(AFTER)).isEqualTo(AFTER);
    }
}
