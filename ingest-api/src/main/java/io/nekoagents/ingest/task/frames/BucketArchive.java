package io.nekoagents.ingest.task.frames;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Frames as objects below one prefix of one bucket. */
final class BucketArchive implements FrameArchive {

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    BucketArchive(URI store, @Nullable URI endpoint) {
        this.bucket = store.getHost();
        this.prefix = store.getPath().isEmpty() ? "/" : store.getPath().replaceFirst("/?$", "/");
        S3ClientBuilder builder = S3Client.builder();
        if (endpoint != null) {
            builder.endpointOverride(endpoint).forcePathStyle(true);
        }
        this.client = builder.build();
    }

    @Override
    public Optional<byte[]> read(URI address) {
        boolean ours = "s3".equals(address.getScheme())
                && bucket.equals(address.getHost())
                && address.getPath().startsWith(prefix);
        if (!ours) {
            return Optional.empty();
        }
        try {
            return Optional.of(client.getObjectAsBytes(request ->
                            request.bucket(bucket).key(address.getPath().substring(1)))
                    .asByteArray());
        } catch (NoSuchKeyException _) {
            return Optional.empty();
        } catch (SdkException e) {
            throw new ArchiveUnavailableException("The bucket of frames does not answer", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
