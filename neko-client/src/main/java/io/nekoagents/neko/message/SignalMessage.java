package io.nekoagents.neko.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The talk that sets up and keeps a WebRTC connection. The room makes the first offer. */
public sealed interface SignalMessage extends NekoMessage {

    /** Asks for media; the answer is {@link Provide}. */
    record Request(VideoRequest video, AudioRequest audio) implements SignalMessage {
        public Request(@Nullable VideoRequest video, @Nullable AudioRequest audio) {
            this.video = Objects.requireNonNullElse(video, new VideoRequest(null, null, null));
            this.audio = Objects.requireNonNullElse(audio, new AudioRequest(null));
        }
    }

    /** What is left null stays as the room has it. */
    record VideoRequest(
            @Nullable Boolean disabled,
            @Nullable StreamSelector selector,
            @Nullable Boolean auto) {}

    record AudioRequest(@Nullable Boolean disabled) {}

    /**
     * @param id of a stream, one of {@link SystemMessage.Webrtc#videos}
     * @param type {@code exact}, {@code nearest}, {@code lower} or {@code higher}
     * @param bitrate instead of an id, bits per second, 0 for none
     */
    record StreamSelector(String id, String type, long bitrate) {
        public StreamSelector(@Nullable String id, @Nullable String type, long bitrate) {
            this.id = Objects.requireNonNullElse(id, "");
            this.type = Objects.requireNonNullElse(type, "exact");
            this.bitrate = bitrate;
        }
    }

    /** The room's offer. */
    record Provide(
            String sdp, @JsonProperty("iceservers") List<IceServer> iceServers, VideoState video, AudioState audio)
            implements SignalMessage {
        public Provide(
                String sdp,
                @Nullable List<IceServer> iceServers,
                @Nullable VideoState video,
                @Nullable AudioState audio) {
            this.sdp = Objects.requireNonNull(sdp, "sdp");
            this.iceServers = iceServers == null ? List.of() : List.copyOf(iceServers);
            this.video = Objects.requireNonNullElse(video, new VideoState(false, "", "", false));
            this.audio = Objects.requireNonNullElse(audio, new AudioState(false));
        }
    }

    /** @param video the same as the id, for old clients */
    record VideoState(
            boolean disabled, @Nullable String id, @Nullable String video, boolean auto) {}

    record AudioState(boolean disabled) {}

    /** Asks for an ICE restart when it has no {@code sdp}; the room's answer carries its offer. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Restart(@Nullable String sdp) implements SignalMessage {}

    record Offer(String sdp) implements SignalMessage {
        public Offer {
            Objects.requireNonNull(sdp, "sdp");
        }
    }

    record Answer(String sdp) implements SignalMessage {
        public Answer {
            Objects.requireNonNull(sdp, "sdp");
        }
    }

    /** An ICE candidate, spelled as browsers do. */
    record Candidate(
            String candidate,
            @JsonProperty("sdpMid") @Nullable String sdpMid,
            @JsonProperty("sdpMLineIndex") @Nullable Integer sdpMLineIndex,
            @JsonProperty("usernameFragment") @Nullable String usernameFragment)
            implements SignalMessage {
        public Candidate {
            Objects.requireNonNull(candidate, "candidate");
        }
    }

    /** Media has ended. */
    record Close() implements SignalMessage {}

    /** Switches the video stream of a running connection. */
    record Video(@JsonUnwrapped VideoRequest request) implements SignalMessage {}

    /** Switches the audio of a running connection. */
    record Audio(@JsonUnwrapped AudioRequest request) implements SignalMessage {}
}
