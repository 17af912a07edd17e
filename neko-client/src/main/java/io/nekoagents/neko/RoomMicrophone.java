package io.nekoagents.neko;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The room's microphone as one thing over all of its connections, each of which has a voice of its own. */
final class RoomMicrophone implements Microphone {

    private final boolean wanted;
    private volatile @Nullable Voice voice;
    private volatile State state;

    /** @param wanted whether the room is entered to speak at all */
    RoomMicrophone(boolean wanted) {
        this.wanted = wanted;
        this.state = wanted
                ? new State.Down("not connected yet")
                : new State.Refused(
                        new NekoException.NoMicrophone("the room was entered without one (NekoSettings.microphone)"));
    }

    boolean wanted() {
        return wanted;
    }

    void open(Voice heard) {
        voice = heard;
        state = new State.Open();
    }

    void down(String why) {
        voice = null;
        if (wanted && !(state instanceof State.Refused)) {
            state = new State.Down(why);
        }
    }

    void refused(NekoException.NoMicrophone reason) {
        voice = null;
        state = new State.Refused(reason);
    }

    /** After a refusal, when the room may think otherwise now. */
    void asking() {
        if (wanted) {
            voice = null;
            state = new State.Down("the room is asked");
        }
    }

    @Override
    public boolean send(short[] samples, int from) {
        Objects.checkFromIndexSize(from, FRAME_SAMPLES, samples.length);
        Voice open = voice;
        return open != null && open.push(samples, from);
    }

    @Override
    public State state() {
        return state;
    }
}
