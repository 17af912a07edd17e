package io.nekoagents.agent.frame;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Frames as objects. */
final class S3FrameStore implements FrameStore {

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    S3FrameStore(URI store, @Nullable URI endpoint) {
        this.bucket = store.getHost();
        this.prefix = store.getPath().isEmpty() || store.getPath().equals("/")
                ? ""
                : store.getPath().substring(1).replaceFirst("/?$", "/");
        S3ClientBuilder builder = S3Client.builder();
        if (endpoint != null) {
            builder.endpointOverride(endpoint)
                    .forcePathStyle(true)
                    // Not every store that speaks S3 understands the checksums that AWS has since added.
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED);
        }
        this.client = builder.build();
    }

    @Override
    public URI put(String name, byte[] bytes, String mediaType) {
        String key = prefix + name;
        try {
            client.putObject(
                    request -> request.bucket(bucket).key(key).contentType(mediaType), RequestBody.fromBytes(bytes));
        } catch (SdkException e) {
            throw new FrameStoreException("The frame s3://" + bucket + "/" + key + " could not be written", e);
        }
        return URI.create("s3://" + bucket + "/" + key);
    }

    @Override
    public void close() {
        client.close();
    }
}
