package io.nekoagents.tts.speech;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** A bucket of S3, below a prefix. */
final class BucketShelf implements Shelf {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final String bucket;
    private final String prefix;
    private final S3Client client;

    /** @param endpoint of an S3-compatible store; null is AWS */
    BucketShelf(URI place, @Nullable URI endpoint) {
        this.bucket = place.getHost();
        String path = place.getPath().replaceAll("^/+|/+$", "");
        this.prefix = path.isEmpty() ? "" : path + "/";
        S3ClientBuilder builder = S3Client.builder().overrideConfiguration(limits -> limits.apiCallTimeout(LONGEST));
        if (endpoint != null) {
            builder.endpointOverride(endpoint).forcePathStyle(true);
        }
        this.client = builder.build();
    }

    @Override
    public Kept keep(String name, Path file) throws IOException {
        String key = prefix + name;
        try {
            client.putObject(request -> request.bucket(bucket).key(key).contentType("audio/wav"), file);
        } catch (SdkException e) {
            throw new IOException("the bucket " + bucket + " does not take it", e);
        }
        return new Kept("s3://" + bucket + "/" + key, Sha256.of(file), Files.size(file));
    }

    @Override
    public void close() {
        client.close();
    }
}
