package io.nekoagents.neko;

/** X11 keysyms, as in {@code keysymdef.h}. */
public final class Keysyms {

    public static final int BACKSPACE = 0xff08;
    public static final int TAB = 0xff09;
    public static final int RETURN = 0xff0d;
    public static final int PAUSE = 0xff13;
    public static final int ESCAPE = 0xff1b;
    public static final int HOME = 0xff50;
    public static final int LEFT = 0xff51;
    public static final int UP = 0xff52;
    public static final int RIGHT = 0xff53;
    public static final int DOWN = 0xff54;
    public static final int PAGE_UP = 0xff55;
    public static final int PAGE_DOWN = 0xff56;
    public static final int END = 0xff57;
    public static final int INSERT = 0xff63;
    public static final int MENU = 0xff67;
    public static final int F1 = 0xffbe;
    public static final int F2 = 0xffbf;
    public static final int F3 = 0xffc0;
    public static final int F4 = 0xffc1;
    public static final int F5 = 0xffc2;
    public static final int F6 = 0xffc3;
    public static final int F7 = 0xffc4;
    public static final int F8 = 0xffc5;
    public static final int F9 = 0xffc6;
    public static final int F10 = 0xffc7;
    public static final int F11 = 0xffc8;
    public static final int F12 = 0xffc9;
    public static final int SHIFT_L = 0xffe1;
    public static final int SHIFT_R = 0xffe2;
    public static final int CONTROL_L = 0xffe3;
    public static final int CONTROL_R = 0xffe4;
    public static final int META_L = 0xffe7;
    public static final int ALT_L = 0xffe9;
    public static final int ALT_R = 0xffea;
    public static final int SUPER_L = 0xffeb;
    public static final int DELETE = 0xffff;

    private static final int UNICODE = 0x0100_0000;

    private Keysyms() {}

    /**
     * The key that types a character; line break, tab, backspace, escape and delete are the keys of those names.
     *
     * @throws IllegalArgumentException if no key could type it: other control characters, lone surrogates
     */
    public static int of(int codePoint) {
        return switch (codePoint) {
            case '\n', '\r' -> RETURN;
            case '\t' -> TAB;
            case '\b' -> BACKSPACE;
            case 0x1b -> ESCAPE;
            case 0x7f -> DELETE;
            default -> printable(codePoint);
        };
    }

    private static int printable(int codePoint) {
        if (!Character.isValidCodePoint(codePoint)
                || Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.SURROGATE) {
            throw new IllegalArgumentException("no key types U+%04X".formatted(codePoint));
        }
        return codePoint < 0x100 ? codePoint : UNICODE + codePoint;
    }
}
