package io.nekoagents.desktop.media;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Input on the data channel: big-endian, {@code event:uint8, length:uint16}, then the payload. */
public sealed interface InputPacket {

    record Move(int x, int y) implements InputPacket {}

    record Scroll(int deltaX, int deltaY) implements InputPacket {}

    record Key(int keysym, boolean down) implements InputPacket {}

    record Button(int code, boolean down) implements InputPacket {}

    record Touch(Phase phase, int id, int x, int y) implements InputPacket {}

    /** Of a finger. */
    enum Phase {
        BEGIN,
        UPDATE,
        END
    }

    /** Empty for a packet that is none of these, or cut short. */
    static Optional<InputPacket> parse(ByteBuffer packet) {
        try {
            int event = packet.get();
            packet.getShort();
            return switch (event) {
                case 0x01 -> Optional.of(new Move(packet.getShort() & 0xffff, packet.getShort() & 0xffff));
                case 0x02 -> Optional.of(new Scroll(packet.getShort(), packet.getShort()));
                case 0x03 -> Optional.of(new Key(packet.getInt(), true));
                case 0x04 -> Optional.of(new Key(packet.getInt(), false));
                case 0x05 -> Optional.of(new Button(packet.getInt(), true));
                case 0x06 -> Optional.of(new Button(packet.getInt(), false));
                case 0x08 -> Optional.of(touch(Phase.BEGIN, packet));
                case 0x09 -> Optional.of(touch(Phase.UPDATE, packet));
                case 0x0a -> Optional.of(touch(Phase.END, packet));
                default -> Optional.empty();
            };
        } catch (BufferUnderflowException _) {
            return Optional.empty();
        }
    }

    private static Touch touch(Phase phase, ByteBuffer packet) {
        return new Touch(phase, packet.getInt(), packet.getInt(), packet.getInt());
    }
}
