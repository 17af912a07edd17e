package io.nekoagents.capture.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoresTest {

    @TempDir
    private Path folder;

    @BeforeAll
    static void credentials() {
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    @Test
    void aFolderKeepsAndGives() throws Exception {
        keepsAndGives(new OpenStores(StoreSettings.usual()).at(new Address.OfFolder(folder.resolve("store"))));
    }

    @Test
    void aBucketKeepsAndGives() throws Exception {
        try (FakeS3 s3 = new FakeS3();
                OpenStores stores = open(s3)) {
            keepsAndGives(stores.at(Address.parse("s3://bucket/a/b")));

            assertThat(s3.objects().keySet()).allMatch(key -> key.startsWith("bucket/a/b/"));
        }
    }

    private void keepsAndGives(Store store) throws Exception {
        byte[] large = new byte[PartUpload.PART + 12_345];
        new Random(7).nextBytes(large);
        Path file = Files.write(folder.resolve("large"), large);

        URI there = store.put("x/small", "hello".getBytes(UTF_8), "text/plain");
        store.put("x/large", file);

        assertThat(there).isEqualTo(store.uri("x/small"));
        assertThat(store.get("x/small", 100))
                .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo("hello"));
        assertThat(store.get("x/none", 100)).isEmpty();
        assertThat(store.size("x/large")).hasValue(large.length);
        assertThat(store.size("x/none")).isEmpty();
        assertThat(store.get("x/large", folder.resolve("copy"))).isTrue();
        assertThat(folder.resolve("copy")).hasBinaryContent(large);
        assertThat(store.get("x/none", folder.resolve("none"))).isFalse();
        assertThatThrownBy(() -> store.get("x/large", 100)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.put("../x", new byte[0], "text/plain"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLargeFileIsThereWholeOrNotAtAllWhicheverRequestFails() throws Exception {
        byte[] large = new byte[2 * PartUpload.PART + 1];
        new Random(8).nextBytes(large);
        Path file = Files.write(folder.resolve("large"), large);
        for (FakeS3.Fault fault : List.of(
                FakeS3.Fault.INTERNAL_ERROR,
                FakeS3.Fault.SLOW_DOWN,
                FakeS3.Fault.RESET_AFTER,
                FakeS3.Fault.RESET_BEFORE)) {
            for (int failing = 1; failing <= 5; failing++) {
                try (FakeS3 s3 = new FakeS3();
                        OpenStores stores = open(s3)) {
                    int from = failing;
                    AtomicInteger requests = new AtomicInteger();
                    s3.weather((_, _) -> requests.incrementAndGet() == from ? fault : FakeS3.Fault.NONE);

                    stores.at(Address.parse("s3://bucket/")).put("large", file);

                    assertThat(s3.objects().get("bucket/large"))
                            .as("after %s at request %d", fault, failing)
                            .isEqualTo(large);
                }
            }
        }
    }

    @Test
    void aStoreThatStaysAwayIsToldOfAndLeavesNothing() throws Exception {
        Path file = Files.write(folder.resolve("large"), new byte[PartUpload.PART + 1]);
        try (FakeS3 s3 = new FakeS3();
                OpenStores stores = open(s3)) {
            s3.weather((method, _) -> method.equals("PUT") ? FakeS3.Fault.SLOW_DOWN : FakeS3.Fault.NONE);

            assertThatThrownBy(() -> stores.at(Address.parse("s3://bucket/")).put("large", file))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("s3://bucket/large");
            assertThat(s3.objects()).isEmpty();
            assertThat(s3.openUploads()).isZero();
        }
    }

    @Test
    void onlyPlainAddressesAreTaken() {
        assertThat(Address.parse("file:/a/b/").text()).isEqualTo("file:///a/b");
        assertThat(Address.parse("s3://bucket").toString()).isEqualTo("s3://bucket/");
        for (String address : List.of(
                "file:///a/../b",
                "s3://bucket/a%2fb",
                "s3://bucket/a//b",
                "http://x/",
                "s3://user@bucket/",
                "file:",
                "/a")) {
            assertThatThrownBy(() -> Address.parse(address)).as(address).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatIsBelowAPlaceHasANameThere() {
        Address home = Address.ofSetting("/home/a b/frames");

        assertThat(home.nameOf(Path.of("/home/a b/frames/t/f.jpg").toUri())).contains("t/f.jpg");
        assertThat(home.nameOf(URI.create("file:///home/a%20b/frames/../x"))).isEmpty();
        assertThat(home.nameOf(URI.create("file:///home/a%20b/framesx/f"))).isEmpty();
        assertThat(home.nameOf(URI.create("s3://home/f"))).isEmpty();
        Address bucket = Address.parse("s3://frames/a");
        assertThat(bucket.nameOf(URI.create("s3://frames/a/t/f.jpg"))).contains("t/f.jpg");
        assertThat(bucket.nameOf(URI.create("s3://frames/a/../f.jpg"))).isEmpty();
        assertThat(bucket.nameOf(URI.create("s3://frames/b/f.jpg"))).isEmpty();
    }

    @Test
    void aTenantStaysBelowItsOwnPlaces() throws Exception {
        Path own = Files.createDirectories(folder.resolve("sets/acme"));
        Files.createSymbolicLink(own.resolve("out"), folder);
        AllowedPlaces allowed = AllowedPlaces.of(List.of(folder + "/sets/{tenant}", "s3://sets/{tenant}"));

        assertThat(allowed.refusal("acme", "file://" + own + "/new")).isEmpty();
        assertThat(allowed.refusal("acme", "s3://sets/acme/new")).isEmpty();
        assertThat(allowed.refusal("acme", "s3://sets/acme")).isEmpty();
        assertThat(allowed.refusal("acme", "s3://sets/acmeandmore")).isPresent();
        assertThat(allowed.refusal("acme", "s3://sets/other/new")).isPresent();
        assertThat(allowed.refusal("acme", "file://" + own + "/out/new")).isPresent();
        assertThat(allowed.refusal("acme", "gopher://x")).isPresent();
    }

    private static OpenStores open(FakeS3 s3) {
        return new OpenStores(new StoreSettings(s3.endpoint(), Duration.ofSeconds(2), Duration.ofSeconds(10), 3));
    }
}
