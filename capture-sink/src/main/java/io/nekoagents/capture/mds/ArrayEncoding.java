package io.nekoagents.capture.mds;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * {@link NdArray}: {@code ndarray} with its type and shape in every value, {@code ndarray:float32} with the type in the
 * encoding, {@code ndarray:float32:2,3} with both.
 */
record ArrayEncoding(Optional<ElementType> type, Optional<List<Integer>> shape) implements Encoding {

    private static final int MAX_SIDES = 63;

    static ArrayEncoding parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length > 3) {
            throw new IllegalArgumentException("unknown encoding " + text);
        }
        Optional<ElementType> type = parts.length > 1 ? Optional.of(ElementType.parse(parts[1])) : Optional.empty();
        Optional<List<Integer>> shape = parts.length > 2 ? Optional.of(sides(parts[2], text)) : Optional.empty();
        if (type.isPresent() && shape.isPresent() && NdArray.bytes(type.get(), shape.get()) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("too large an array: " + text);
        }
        return new ArrayEncoding(type, shape);
    }

    private static List<Integer> sides(String list, String text) {
        try {
            List<Integer> sides =
                    Arrays.stream(list.split(",", -1)).map(Integer::valueOf).toList();
            if (sides.stream().allMatch(side -> side > 0)) {
                return sides;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("unknown shape in " + text, e);
        }
        throw new IllegalArgumentException("a side that is not greater than zero in " + text);
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder("ndarray");
        type.ifPresent(fixed -> text.append(':').append(fixed.text()));
        shape.ifPresent(fixed -> text.append(':')
                .append(String.join(",", fixed.stream().map(String::valueOf).toList())));
        return text.toString();
    }

    @Override
    public OptionalInt size() {
        return type.isPresent() && shape.isPresent()
                ? OptionalInt.of(Math.toIntExact(NdArray.bytes(type.get(), shape.get())))
                : OptionalInt.empty();
    }

    @Override
    public Datum encode(@Nullable Object value) {
        if (!(value instanceof NdArray array)) {
            throw Values.wrong(value, "an NdArray");
        }
        if (!array.type().equals(type.orElse(array.type())) || !array.shape().equals(shape.orElse(array.shape()))) {
            throw new IllegalArgumentException(
                    "must be " + text() + ", not " + array.type().text() + array.shape());
        }
        if (array.shape().size() > MAX_SIDES) {
            throw new IllegalArgumentException("must have at most " + MAX_SIDES + " sides");
        }
        int largest = Collections.max(array.shape());
        int code = largest < 1 << 8 ? 0 : largest < 1 << 16 ? 1 : 2;
        ByteBuffer bytes = ByteBuffer.allocate(
                        2 + (array.shape().size() << code) + array.elements().remaining())
                .order(ByteOrder.LITTLE_ENDIAN);
        if (type.isEmpty()) {
            bytes.put((byte) array.type().code());
        }
        if (shape.isEmpty()) {
            bytes.put((byte) (array.shape().size() << 2 | code));
            array.shape().forEach(side -> side(bytes, code, side));
        }
        return new Datum.InMemory(bytes.put(array.elements().duplicate()).flip());
    }

    private static void side(ByteBuffer bytes, int code, int side) {
        switch (code) {
            case 0 -> bytes.put((byte) side);
            case 1 -> bytes.putShort((short) side);
            default -> bytes.putInt(side);
        }
    }

    @Override
    public NdArray decode(ByteBuffer from) {
        ByteBuffer bytes = from.order(ByteOrder.LITTLE_ENDIAN);
        try {
            ElementType elements = type.isPresent() ? type.get() : ElementType.of(Byte.toUnsignedInt(bytes.get()));
            List<Integer> sides = shape.isPresent() ? shape.get() : shape(bytes);
            return new NdArray(elements, sides, ByteBuffer.wrap(Values.copy(bytes)));
        } catch (BufferUnderflowException | ArithmeticException e) {
            throw new IllegalArgumentException("is not an array", e);
        }
    }

    private static List<Integer> shape(ByteBuffer bytes) {
        int head = Byte.toUnsignedInt(bytes.get());
        List<Integer> shape = new ArrayList<>();
        for (int i = 0; i < head >> 2; i++) {
            shape.add(
                    switch (head & 3) {
                        case 0 -> Byte.toUnsignedInt(bytes.get());
                        case 1 -> Short.toUnsignedInt(bytes.getShort());
                        case 2 -> Math.toIntExact(Integer.toUnsignedLong(bytes.getInt()));
                        default -> Math.toIntExact(bytes.getLong());
                    });
        }
        return shape;
    }
}
