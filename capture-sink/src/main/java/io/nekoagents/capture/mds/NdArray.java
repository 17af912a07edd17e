package io.nekoagents.capture.mds;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** An array of numbers of some shape: its elements row by row, little-endian. */
public record NdArray(ElementType type, List<Integer> shape, ByteBuffer elements) {

    public NdArray {
        shape = List.copyOf(shape);
        elements = elements.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        if (shape.isEmpty() || shape.stream().anyMatch(side -> side <= 0)) {
            throw new IllegalArgumentException("must have a shape of sides greater than zero, not " + shape);
        }
        if (bytes(type, shape) != elements.remaining()) {
            throw new IllegalArgumentException("must have %d bytes for %s of %s, not %d"
                    .formatted(bytes(type, shape), shape, type.text(), elements.remaining()));
        }
    }

    /** Any of the numbers that a scalar column of this type takes. */
    public static NdArray of(ElementType type, List<Integer> shape, Number... elements) {
        ByteBuffer bytes = ByteBuffer.allocate(elements.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(elements).forEach(element -> type.put(bytes, element));
        return new NdArray(type, shape, bytes.flip());
    }

    /** In the order in which they lie, as a scalar column of this type would give them. */
    public List<Number> numbers() {
        ByteBuffer from = elements.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        Number[] numbers = new Number[from.remaining() / type.bytes()];
        Arrays.setAll(numbers, _ -> type.get(from));
        return List.of(numbers);
    }

    static long bytes(ElementType type, List<Integer> shape) {
        long bytes = type.bytes();
        for (int side : shape) {
            bytes = Math.multiplyExact(bytes, (long) side);
        }
        return bytes;
    }
}
