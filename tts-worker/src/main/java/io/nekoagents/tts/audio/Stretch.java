package io.nekoagents.tts.audio;

/** Speed and pitch of speech, each without the other. Thread-safe. */
public final class Stretch {

    private Stretch() {}

    /**
     * @param rate 0.25 to 4; 2 is twice as fast
     * @param semitones -12 to 12; 12 is an octave up
     * @throws AudioException {@code stretch_unavailable} if the library that does it is not installed
     */
    public static Sound stretch(Sound sound, double rate, double semitones) throws AudioException {
        if (!(rate >= 0.25 && rate <= 4)) {
            throw new IllegalArgumentException("rate must be 0.25 to 4: " + rate);
        }
        if (!(semitones >= -12 && semitones <= 12)) {
            throw new IllegalArgumentException("pitch must be -12 to 12: " + semitones);
        }
        if ((rate == 1 && semitones == 0) || sound.samples().length == 0) {
            return sound;
        }
        return Sonic.loaded().stretch(sound, (float) rate, (float) Math.pow(2, semitones / 12));
    }
}
