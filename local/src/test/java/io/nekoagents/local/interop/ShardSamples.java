package io.nekoagents.local.interop;

import io.nekoagents.capture.mds.Column;
import io.nekoagents.capture.mds.ElementType;
import io.nekoagents.capture.mds.Encoding;
import io.nekoagents.capture.mds.NdArray;
import io.nekoagents.capture.mds.Sample;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Samples of one kind, in plain values that Python reads from JSON, and as our writer wants them. What a value is to
 * each side is told apart by its column's encoding, in {@link #ours} and in the script.
 */
record ShardSamples(Map<String, String> columns, List<Map<String, @Nullable Object>> samples) {

    /** The encodings a dataset of ours has, in short samples: for the many compressions and hashes. */
    static ShardSamples small(Random random) {
        ShardSamples small = new ShardSamples(Map.of("id", "str", "blob", "bytes", "doc", "json"), new ArrayList<>());
        for (int i = 0; i < 30; i++) {
            Map<String, @Nullable Object> sample = new HashMap<>();
            sample.put("id", "ep_" + i);
            sample.put(
                    "blob",
                    i % 2 == 0 ? noise(random, 4_000) : Base64.getEncoder().encodeToString(new byte[6_000]));
            sample.put("doc", document(random, i));
            small.samples.add(sample);
        }
        return small;
    }

    /** Every encoding whose bytes have one form only. */
    static ShardSamples every(Random random, Path images) {
        Map<String, String> columns = new LinkedHashMap<>(small(random).columns());
        for (String scalar : List.of(
                "int",
                "uint8",
                "uint16",
                "uint32",
                "uint64",
                "int8",
                "int16",
                "int32",
                "int64",
                "float16",
                "float32",
                "float64",
                "str_int",
                "str_float",
                "str_decimal",
                "jpeg",
                "jpeg_array",
                "jpegarray",
                "list[jpeg]",
                "pil",
                "list[pil]",
                "ndarray",
                "ndarray:float32",
                "ndarray:int16:2,3")) {
            columns.put("a " + scalar, scalar);
        }
        ShardSamples every = new ShardSamples(columns, new ArrayList<>());
        for (Map<String, @Nullable Object> small : small(random).samples()) {
            Map<String, @Nullable Object> sample = new HashMap<>(small);
            columns.forEach((name, encoding) -> sample.computeIfAbsent(name, _ -> any(encoding, random, images)));
            every.samples.add(sample);
        }
        return every;
    }

    /** Those that an encoder of images writes in its own way, so that only what is seen can be compared. */
    static ShardSamples pictures(Random random, Path images) {
        ShardSamples pictures = new ShardSamples(Map.of("id", "str", "a", "png", "b", "list[png]"), new ArrayList<>());
        for (int i = 0; i < 10; i++) {
            pictures.samples.add(new HashMap<>(
                    Map.of("id", "p" + i, "a", image(random, images, "png"), "b", images(random, images, "png"))));
        }
        return pictures;
    }

    private static Object any(String encoding, Random random, Path images) {
        return switch (encoding) {
            case "int", "int64" -> random.nextLong();
            case "uint64" -> new BigInteger(64, random);
            case "uint8", "uint16", "uint32" -> random.nextLong(1L << Integer.parseInt(encoding.substring(4)));
            case "int8", "int16", "int32" -> random.nextLong() >> (64 - Integer.parseInt(encoding.substring(3)));
            case "float16" -> random.nextGaussian() * 1_000;
            case "float32", "float64" -> random.nextGaussian() * Math.exp(random.nextInt(40));
            case "str_int" -> new BigInteger(200, random).negate();
            case "str_float" -> random.nextGaussian() * Math.pow(10, random.nextInt(-30, 30));
            case "str_decimal" -> new BigDecimal(new BigInteger(90, random), random.nextInt(40)).toString();
            case "jpeg" -> image(random, images, "jpg");
            case "pil" -> image(random, images, "png");
            case "list[pil]" -> images(random, images, "png");
            case "jpeg_array", "jpegarray", "list[jpeg]" -> images(random, images, "jpg");
            case "ndarray" ->
                array(random, random.nextBoolean() ? "uint8" : "float64", List.of(1 + random.nextInt(300), 2));
            case "ndarray:float32" -> array(random, "float32", List.of(3, 1, 1 + random.nextInt(4)));
            case "ndarray:int16:2,3" -> array(random, "int16", List.of(2, 3));
            default -> throw new IllegalArgumentException(encoding);
        };
    }

    private static Map<String, Object> array(Random random, String type, List<Integer> shape) {
        int size = shape.stream().reduce(1, (one, other) -> one * other);
        return Map.of(
                "type",
                type,
                "shape",
                shape,
                "values",
                random.ints(size, 0, 200).boxed().toList());
    }

    private static List<Map<String, Object>> images(Random random, Path folder, String format) {
        return List.of(image(random, folder, format), image(random, folder, format));
    }

    private static Map<String, Object> image(Random random, Path folder, String format) {
        BufferedImage image = new BufferedImage(5, 4, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 20; i++) {
            image.setRGB(i % 5, i / 5, new Color(random.nextInt(1 << 24)).getRGB());
        }
        try {
            Path file = Files.createTempFile(folder, "image", "." + format);
            ImageIO.write(image, format, file.toFile());
            return Map.of("file", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String noise(Random random, int most) {
        byte[] noise = new byte[random.nextInt(most)];
        random.nextBytes(noise);
        return Base64.getEncoder().encodeToString(noise);
    }

    private static Map<String, @Nullable Object> document(Random random, int number) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("z", "zażółć \uD83D\uDC31 \u007f \u0001 \" \\ / ");
        document.put(
                "real",
                Arrays.asList(
                        0.1,
                        -0.0,
                        1e16,
                        1e-5,
                        Double.MIN_VALUE,
                        random.nextGaussian(),
                        Double.longBitsToDouble(random.nextLong() >>> 2)));
        document.put("whole", List.of(number, Long.MAX_VALUE, BigInteger.TEN.pow(30)));
        document.put("nothing", null);
        document.put("a", List.of(Map.of(), List.of(), true, Map.of("deep", List.of(List.of("er")))));
        return document;
    }

    List<Column> ourColumns() {
        return columns.entrySet().stream()
                .map(column -> new Column(column.getKey(), Encoding.parse(column.getValue())))
                .toList();
    }

    List<Sample> ours() {
        List<Sample> ours = new ArrayList<>();
        for (Map<String, @Nullable Object> sample : samples) {
            Map<String, @Nullable Object> values = new HashMap<>();
            columns.forEach((name, encoding) -> values.put(name, ours(encoding, sample.get(name))));
            ours.add(new Sample(values));
        }
        return ours;
    }

    private static @Nullable Object ours(String encoding, @Nullable Object value) {
        if (value instanceof Map<?, ?> array && array.containsKey("shape")) {
            return array(array);
        }
        return switch (encoding) {
            case "bytes" -> Base64.getDecoder().decode(String.valueOf(value));
            case "str_decimal" -> new BigDecimal(String.valueOf(value));
            case "jpeg", "png" -> file(value);
            case "pil" -> pixels(value);
            case "jpeg_array", "jpegarray", "list[jpeg]", "list[png]" ->
                each(value).stream().map(ShardSamples::file).toList();
            case "list[pil]" -> each(value).stream().map(ShardSamples::pixels).toList();
            default -> value;
        };
    }

    private static NdArray array(Map<?, ?> array) {
        List<Integer> shape =
                each(array.get("shape")).stream().map(Integer.class::cast).toList();
        Number[] values = each(array.get("values")).toArray(Number[]::new);
        return NdArray.of(ElementType.parse(String.valueOf(array.get("type"))), shape, values);
    }

    private static List<?> each(@Nullable Object list) {
        return list instanceof List<?> values ? values : List.of();
    }

    private static Path path(@Nullable Object image) {
        return Path.of(image instanceof Map<?, ?> map ? String.valueOf(map.get("file")) : "");
    }

    private static byte[] file(@Nullable Object image) {
        try {
            return Files.readAllBytes(path(image));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] pixels(@Nullable Object image) {
        try {
            BufferedImage read = ImageIO.read(path(image).toFile());
            byte[] mode = "RGB".getBytes(StandardCharsets.UTF_8);
            ByteBuffer head = ByteBuffer.allocate(12 + mode.length).order(ByteOrder.LITTLE_ENDIAN);
            head.putInt(read.getWidth())
                    .putInt(read.getHeight())
                    .putInt(mode.length)
                    .put(mode);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(head.array());
            for (int i = 0; i < read.getWidth() * read.getHeight(); i++) {
                Color pixel = new Color(read.getRGB(i % read.getWidth(), i / read.getWidth()));
                out.write(pixel.getRed());
                out.write(pixel.getGreen());
                out.write(pixel.getBlue());
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
