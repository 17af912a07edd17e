package io.nekoagents.tts.voice;

import io.nekoagents.tts.voice.ReferencePlaces.Place;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Files of this machine, and objects of S3, whose client is made when the first one is asked for. */
final class PlacedRecordings implements RecordingStore {

    private final @Nullable URI endpoint;
    private final Duration longest;
    private final ReentrantLock making = new ReentrantLock();
    private @Nullable S3Client client;

    PlacedRecordings(VoiceSettings settings) {
        this.endpoint = settings.s3Endpoint();
        this.longest = settings.fetchTimeout();
    }

    @Override
    public Optional<byte[]> read(Place place, int most) throws IOException {
        return switch (place) {
            case Place.OfFile(Path file) -> read(file, most);
            case Place.OfBucket bucket -> read(bucket, most);
        };
    }

    private static Optional<byte[]> read(Path file, int most) throws IOException {
        if (Files.isDirectory(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(most));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> read(Place.OfBucket place, int most) throws IOException {
        try (ResponseInputStream<GetObjectResponse> object =
                client().getObject(request -> request.bucket(place.bucket()).key(place.key()))) {
            byte[] bytes = object.readNBytes(most);
            if (bytes.length == most) {
                // Closing would read the rest of it.
                object.abort();
            }
            return Optional.of(bytes);
        } catch (NoSuchKeyException _) {
            return Optional.empty();
        } catch (NoSuchBucketException _) {
            return Optional.empty();
        } catch (SdkException e) {
            throw new IOException("The bucket " + place.bucket() + " does not answer", e);
        }
    }

    private S3Client client() {
        making.lock();
        try {
            S3Client made = client;
            if (made == null) {
                S3ClientBuilder builder =
                        S3Client.builder().overrideConfiguration(limits -> limits.apiCallTimeout(longest));
                if (endpoint != null) {
                    builder.endpointOverride(endpoint).forcePathStyle(true);
                }
                made = builder.build();
                client = made;
            }
            return made;
        } finally {
            making.unlock();
        }
    }

    @Override
    public void close() {
        making.lock();
        try {
            if (client != null) {
                client.close();
            }
        } finally {
            making.unlock();
        }
    }
}
