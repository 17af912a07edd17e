package io.nekoagents.capture.mds;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Several encoded images in one value: a {@link List} of {@code byte[]}, behind their number and their lengths. */
enum ListEncoding implements Encoding {
    JPEG_ARRAY("jpeg_array", false),
    /** The other name of the same. */
    JPEGARRAY("jpegarray", false),
    LIST_JPEG("list[jpeg]", true),
    LIST_PNG("list[png]", true),
    LIST_PIL("list[pil]", true);

    private final String text;
    /** Lists begin with four bytes that have no meaning yet. */
    private final boolean reserved;

    ListEncoding(String text, boolean reserved) {
        this.text = text;
        this.reserved = reserved;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public OptionalInt size() {
        return OptionalInt.empty();
    }

    @Override
    public Datum encode(@Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            throw Values.wrong(value, "a List of byte[]");
        }
        List<byte[]> images = new ArrayList<>();
        long size = (reserved ? 8 : 4) + 4L * list.size();
        for (Object element : list) {
            if (!(element instanceof byte[] image)) {
                throw Values.wrong(element, "a List of byte[], each element");
            }
            images.add(image);
            size += image.length;
        }
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("must be less than 2 GiB");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
        if (reserved) {
            bytes.putInt(0);
        }
        bytes.putInt(images.size());
        images.forEach(image -> bytes.putInt(image.length));
        images.forEach(bytes::put);
        return new Datum.InMemory(bytes.flip());
    }

    @Override
    public List<byte[]> decode(ByteBuffer from) {
        ByteBuffer bytes = from.order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (reserved) {
                bytes.getInt();
            }
            long number = Integer.toUnsignedLong(bytes.getInt());
            if (number * 4 > bytes.remaining()) {
                throw new BufferUnderflowException();
            }
            ByteBuffer lengths = bytes.slice(bytes.position(), (int) number * 4).order(ByteOrder.LITTLE_ENDIAN);
            bytes.position(bytes.position() + lengths.remaining());
            List<byte[]> images = new ArrayList<>();
            while (lengths.hasRemaining()) {
                images.add(next(bytes, Integer.toUnsignedLong(lengths.getInt())));
            }
            return images;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("is shorter than its lengths say", e);
        }
    }

    private static byte[] next(ByteBuffer bytes, long length) {
        if (length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] image = new byte[(int) length];
        bytes.get(image);
        return image;
    }
}
