package io.nekoagents.neko;

/** Where {@link Frames} come from. */
public enum Video {
    /** Decoded from the room's WebRTC stream. */
    WEBRTC,
    /** JPEGs fetched over HTTP, for rooms that no media reaches; needs an admin's password or a room with screencast. */
    SCREENSHOTS,
    NONE
}
