package io.nekoagents.ingest.archive;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Objects below one prefix of one bucket. */
final class BucketArchive implements Archive {

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    BucketArchive(URI store, @Nullable URI endpoint) {
        this(store, client(endpoint));
    }

    /** @param client closed with this */
    BucketArchive(URI store, S3Client client) {
        this.bucket = store.getHost();
        this.prefix = store.getPath().isEmpty() ? "/" : store.getPath().replaceFirst("/?$", "/");
        this.client = client;
    }

    private static S3Client client(@Nullable URI endpoint) {
        S3ClientBuilder builder = S3Client.builder();
        if (endpoint != null) {
            builder.endpointOverride(endpoint)
                    .forcePathStyle(true)
                    // What every such store understands: signed as a whole, and without the sums that AWS has since
                    // added.
                    .serviceConfiguration(how -> how.chunkedEncodingEnabled(false))
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED);
        }
        return builder.build();
    }

    @Override
    public Optional<Stored> open(URI address) {
        boolean ours = "s3".equals(address.getScheme())
                && bucket.equals(address.getHost())
                && address.getPath().startsWith(prefix);
        if (!ours) {
            return Optional.empty();
        }
        try {
            ResponseInputStream<GetObjectResponse> object = client.getObject(
                    request -> request.bucket(bucket).key(address.getPath().substring(1)));
            return Optional.of(new Stored(object.response().contentLength(), object));
        } catch (NoSuchKeyException _) {
            return Optional.empty();
        } catch (SdkException e) {
            throw new ArchiveUnavailableException("The bucket does not answer", e);
        }
    }

    @Override
    public String address(String name) {
        return "s3://" + bucket + "/" + key(name);
    }

    @Override
    public void put(String name, byte[] bytes, String mediaType) {
        try {
            client.putObject(
                    request -> request.bucket(bucket).key(key(name)).contentType(mediaType),
                    RequestBody.fromBytes(bytes));
        } catch (SdkException e) {
            throw new ArchiveUnavailableException("The bucket does not take it", e);
        }
    }

    private String key(String name) {
        if (name.startsWith("/") || List.of(name.split("/", -1)).contains("..")) {
            throw new IllegalArgumentException("a name must stay within its prefix: " + name);
        }
        return prefix.substring(1) + name;
    }

    @Override
    public void close() {
        client.close();
    }
}
