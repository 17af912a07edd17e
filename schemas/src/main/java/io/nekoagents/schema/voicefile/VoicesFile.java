package io.nekoagents.schema.voicefile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nekoagents.schema.voice.Voice;
import io.nekoagents.schema.voice.VoiceOrigin;
import io.nekoagents.schema.voicefile.VoicesDocument.Owner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A {@code voices.json} on this machine. A path in it is one from its folder, or, if there is nothing, from where this
 * process was started.
 */
public record VoicesFile(Path file) {

    /**
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws IOException if it cannot be read
     * @throws VoicesFileException if it is no such file
     */
    public List<Voice> read(String tenant, Instant now) throws IOException, VoicesFileException {
        return VoicesDocument.read(text(), new Owner(tenant, VoiceOrigin.FILE, now), this::address);
    }

    private String text() throws IOException, VoicesFileException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(VoicesDocument.MOST_BYTES + 1);
            if (bytes.length > VoicesDocument.MOST_BYTES) {
                throw new VoicesFileException("has more than " + VoicesDocument.MOST_BYTES + " bytes");
            }
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new VoicesFileException("is not UTF-8", e);
        }
    }

    /** What is no path stays as it is, and is refused with what else may not be named. */
    private String address(String audio) {
        if (audio.startsWith("file:") || audio.startsWith("s3:")) {
            return audio;
        }
        try {
            Path path = Path.of(audio);
            Path besideFile = file.toAbsolutePath().resolveSibling(path).normalize();
            Path fromHere = path.toAbsolutePath().normalize();
            Path found = Stream.of(besideFile, fromHere)
                    .filter(Files::exists)
                    .findFirst()
                    .orElse(besideFile);
            return "file://" + found;
        } catch (InvalidPathException _) {
            return audio;
        }
    }
}
