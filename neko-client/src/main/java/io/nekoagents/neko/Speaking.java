package io.nekoagents.neko;

import io.nekoagents.neko.message.NekoMessage;
import io.nekoagents.neko.message.SignalMessage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Brings the room to take our audio, on each of its peers anew. All of it happens on the owner thread.
 *
 * <p>Neko's own offer has an audio section that goes both ways, for its peer makes it with {@code AddTrack}
 * ({@code NewTrack} in {@code server/internal/webrtc/track.go}): we answer that we send, and its {@code OnTrack}
 * ({@code server/internal/webrtc/manager.go}) leads to the microphone. Where an offer has no such section, or only to us,
 * we offer one with {@code signal/offer}, as Neko's page does when its user turns on the microphone; the room answers
 * with {@code signal/answer} ({@code signalOffer} in {@code server/internal/websocket/handler/signal.go}), or not at all.
 */
final class Speaking {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RoomMicrophone microphone;
    private final RoomThread owner;
    private final Consumer<NekoMessage> room;
    private final CompletableFuture<Boolean> heard = new CompletableFuture<>();

    private boolean permitted = true;
    private boolean offered;

    Speaking(RoomMicrophone microphone, RoomThread owner, Consumer<NekoMessage> room) {
        this.microphone = microphone;
        this.owner = owner;
        this.room = room;
    }

    /** Done when the room hears us for the first time, or failed with the reason why it does not. */
    CompletableFuture<Boolean> heard() {
        return heard;
    }

    boolean wanted() {
        return microphone.wanted() && permitted;
    }

    /**
     * What our profile says, which the room tells whenever it changes.
     *
     * @return whether we may speak only from now on
     */
    boolean permit(boolean mayShareMedia) {
        boolean before = permitted;
        permitted = mayShareMedia;
        if (microphone.wanted() && !mayShareMedia) {
            refused("our profile may not share media (can_share_media)");
        } else if (microphone.wanted() && !before) {
            microphone.asking();
            return true;
        }
        return false;
    }

    /** The room has made an offer and has our answer. */
    void agreed(Peer peer, boolean connected) throws NekoException {
        offered = false;
        settled(peer, connected);
    }

    private void settled(Peer peer, boolean connected) throws NekoException {
        Voice voice = peer.voice();
        if (voice != null && wanted() && !voice.agreed()) {
            offer(peer, voice);
        } else if (connected) {
            connected(peer);
        }
    }

    /** The peer has its connection, at last or again. */
    void connected(Peer peer) {
        Voice voice = peer.voice();
        if (voice != null && wanted() && voice.agreed()) {
            microphone.open(voice);
            heard.complete(true);
        }
    }

    private void offer(Peer peer, Voice voice) {
        if (!offered) {
            offered = true;
            room.accept(new SignalMessage.Offer(peer.offer()));
            owner.after(PATIENCE, () -> {
                if (offered && !peer.closed() && !voice.agreed()) {
                    refused("the room does not answer when it is offered audio");
                }
            });
        }
    }

    /** The room's answer to our offer. */
    void answered(Peer peer, String sdp, boolean connected) throws NekoException {
        peer.answered(sdp);
        Voice voice = peer.voice();
        if (voice != null && wanted() && !voice.agreed()) {
            refused("the room receives no audio, says its answer");
        } else {
            settled(peer, connected);
        }
    }

    private void refused(String why) {
        var reason = new NekoException.NoMicrophone(why);
        microphone.refused(reason);
        heard.completeExceptionally(reason);
    }

    void interrupted(String why) {
        microphone.down(why);
    }
}
