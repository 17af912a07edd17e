package io.nekoagents.capture.store;

import io.nekoagents.capture.LogKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** A file sent in parts; the object is there, whole, when the last request is answered, and not before. */
final class PartUpload {

    private static final Logger LOG = LoggerFactory.getLogger(PartUpload.class);

    /** S3 takes at most 10,000 parts, and no shard is longer than 4 GiB. */
    static final int PART = 8 << 20;

    private final S3Client client;
    private final String bucket;
    private final String key;
    private final boolean md5;

    PartUpload(S3Client client, String bucket, String key, boolean md5) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.md5 = md5;
    }

    void send(Path file) {
        String upload = client.createMultipartUpload(
                        request -> request.bucket(bucket).key(key).contentType("application/octet-stream"))
                .uploadId();
        boolean done = false;
        try {
            List<CompletedPart> parts = sendParts(upload, file);
            client.completeMultipartUpload(request ->
                    request.bucket(bucket).key(key).uploadId(upload).multipartUpload(all -> all.parts(parts)));
            done = true;
        } catch (IOException e) {
            throw new StoreException("The file " + file + " could not be read: " + e, e);
        } finally {
            if (!done) {
                abort(upload);
            }
        }
    }

    private List<CompletedPart> sendParts(String upload, Path file) throws IOException {
        List<CompletedPart> parts = new ArrayList<>();
        try (InputStream input = Files.newInputStream(file)) {
            for (byte[] part = input.readNBytes(PART); part.length > 0; part = input.readNBytes(PART)) {
                parts.add(sendPart(upload, parts.size() + 1, part));
            }
        }
        return parts;
    }

    private CompletedPart sendPart(String upload, int number, byte[] part) {
        var sent = client.uploadPart(
                request -> {
                    request.bucket(bucket).key(key).uploadId(upload).partNumber(number);
                    if (md5) {
                        request.contentMD5(Sums.md5(part));
                    }
                },
                RequestBody.fromBytes(part));
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(sent.eTag())
                .checksumCRC32(sent.checksumCRC32())
                .build();
    }

    /** What is left of it costs its owner money, but nobody sees it. */
    private void abort(String upload) {
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(bucket).key(key).uploadId(upload));
        } catch (SdkException e) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.PLACE, "s3://" + bucket + "/" + key)
                    .addKeyValue(LogKeys.PROBLEM, e.getMessage())
                    .log("The parts of an upload that failed could not be thrown away");
        }
    }
}
