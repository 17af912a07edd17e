package io.nekoagents.neko;

import java.nio.ByteBuffer;

/** Input as the data channel carries it: big-endian, {@code event:uint8, length:uint16}, then the payload. */
final class InputPacket {

    private static final int MOVE = 0x01;
    private static final int SCROLL = 0x02;
    private static final int KEY_DOWN = 0x03;
    private static final int KEY_UP = 0x04;
    private static final int BUTTON_DOWN = 0x05;
    private static final int BUTTON_UP = 0x06;
    private static final int TOUCH_BEGIN = 0x08;
    private static final int TOUCH_UPDATE = 0x09;
    private static final int TOUCH_END = 0x0a;
    private static final int HEADER = 3;

    private InputPacket() {}

    static byte[] move(int x, int y) {
        return packet(MOVE, 4).putShort((short) x).putShort((short) y).array();
    }

    static byte[] scroll(int deltaX, int deltaY) {
        return packet(SCROLL, 5)
                .putShort((short) deltaX)
                .putShort((short) deltaY)
                .put((byte) 0)
                .array();
    }

    static byte[] keyDown(int keysym) {
        return packet(KEY_DOWN, 4).putInt(keysym).array();
    }

    static byte[] keyUp(int keysym) {
        return packet(KEY_UP, 4).putInt(keysym).array();
    }

    static byte[] buttonDown(int code) {
        return packet(BUTTON_DOWN, 4).putInt(code).array();
    }

    static byte[] buttonUp(int code) {
        return packet(BUTTON_UP, 4).putInt(code).array();
    }

    static byte[] touchBegin(int id, int x, int y, int pressure) {
        return touch(TOUCH_BEGIN, id, x, y, pressure);
    }

    static byte[] touchUpdate(int id, int x, int y, int pressure) {
        return touch(TOUCH_UPDATE, id, x, y, pressure);
    }

    static byte[] touchEnd(int id, int x, int y, int pressure) {
        return touch(TOUCH_END, id, x, y, pressure);
    }

    private static byte[] touch(int event, int id, int x, int y, int pressure) {
        return packet(event, 13)
                .putInt(id)
                .putInt(x)
                .putInt(y)
                .put((byte) pressure)
                .array();
    }

    private static ByteBuffer packet(int event, int length) {
        return ByteBuffer.allocate(HEADER + length).put((byte) event).putShort((short) length);
    }
}
