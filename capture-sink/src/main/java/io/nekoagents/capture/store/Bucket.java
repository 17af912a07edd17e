package io.nekoagents.capture.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects below a prefix. A small one is put in one request, which S3 does wholly or not at all; a large one in parts. */
final class Bucket implements Store {

    private final Supplier<S3Client> client;
    private final boolean md5;
    private final Address.OfBucket place;

    /** @param md5 whether what is sent is summed up by MD5; if not, the client sums it up as AWS has it */
    Bucket(Supplier<S3Client> client, boolean md5, Address.OfBucket place) {
        this.client = client;
        this.md5 = md5;
        this.place = place;
    }

    @Override
    public URI put(String name, byte[] bytes, String mediaType) {
        attempt(
                "put",
                name,
                () -> client.get()
                        .putObject(
                                request -> {
                                    request.bucket(place.bucket())
                                            .key(key(name))
                                            .contentType(mediaType);
                                    if (md5) {
                                        request.contentMD5(Sums.md5(bytes));
                                    }
                                },
                                RequestBody.fromBytes(bytes)));
        return uri(name);
    }

    @Override
    public URI put(String name, Path file) {
        try {
            if (Files.size(file) <= PartUpload.PART) {
                return put(name, Files.readAllBytes(file), "application/octet-stream");
            }
        } catch (IOException e) {
            throw new StoreException("The file " + file + " could not be read: " + e, e);
        }
        attempt("put", name, () -> {
            new PartUpload(client.get(), place.bucket(), key(name), md5).send(file);
            return true;
        });
        return uri(name);
    }

    @Override
    public Optional<byte[]> get(String name, int most) {
        return read(name, answer -> {
            long length = answer.response().contentLength();
            if (length > most) {
                answer.abort();
                throw new StoreException(uri(name) + " has " + length + " bytes, more than " + most, null);
            }
            return answer.readAllBytes();
        });
    }

    @Override
    public boolean get(String name, Path file) {
        return read(name, answer -> Files.copy(answer, file, StandardCopyOption.REPLACE_EXISTING))
                .isPresent();
    }

    /** Takes an object as it comes in. */
    @FunctionalInterface
    private interface Reading<T> {
        T read(ResponseInputStream<GetObjectResponse> answer) throws IOException;
    }

    private <T> Optional<T> read(String name, Reading<T> reading) {
        return attempt("get", name, () -> {
            try {
                return Optional.of(client.get()
                        .getObject(request -> request.bucket(place.bucket()).key(key(name)), (response, content) -> {
                            try (InputStream _ = content) {
                                return reading.read(new ResponseInputStream<>(response, content));
                            }
                        }));
            } catch (NoSuchKeyException _) {
                return Optional.<T>empty();
            }
        });
    }

    @Override
    public OptionalLong size(String name) {
        return attempt("look at", name, () -> {
            try {
                return OptionalLong.of(client.get()
                        .headObject(request -> request.bucket(place.bucket()).key(key(name)))
                        .contentLength());
            } catch (NoSuchKeyException _) {
                return OptionalLong.empty();
            }
        });
    }

    @Override
    public List<String> list(String prefix) {
        return attempt(
                "list",
                prefix,
                () -> client
                        .get()
                        .listObjectsV2Paginator(
                                request -> request.bucket(place.bucket()).prefix(key(prefix)))
                        .contents()
                        .stream()
                        .map(S3Object::key)
                        .map(key -> key.substring(place.prefix().length()))
                        .toList());
    }

    @Override
    public URI uri(String name) {
        return URI.create("s3://" + place.bucket() + "/" + key(name));
    }

    private String key(String name) {
        if (name.startsWith("/") || List.of(name.split("/", -1)).contains("..")) {
            throw new IllegalArgumentException("a name must stay within its folder: " + name);
        }
        return place.prefix() + name;
    }

    private <T> T attempt(String what, String name, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException | UncheckedIOException e) {
            throw new StoreException("Could not " + what + " " + place + name + ": " + e.getMessage(), e);
        }
    }
}
