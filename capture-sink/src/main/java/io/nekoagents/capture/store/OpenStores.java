package io.nekoagents.capture.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/** The stores of a process, which share one client of S3; it is made when the first bucket is opened. */
public final class OpenStores implements Stores, AutoCloseable {

    private final SharedClient client;

    public OpenStores(StoreSettings settings) {
        this.client = new SharedClient(settings);
    }

    @Override
    public Store at(Address address) {
        return switch (address) {
            case Address.OfFolder(Path folder) -> new Folder(folder);
            case Address.OfBucket bucket -> new Bucket(client::get, client.sumsByMd5(), bucket);
        };
    }

    @Override
    public void close() {
        client.close();
    }

    private static final class SharedClient implements AutoCloseable {

        private final StoreSettings settings;
        private @Nullable S3Client open;

        SharedClient(StoreSettings settings) {
            this.settings = settings;
        }

        synchronized S3Client get() {
            if (open == null) {
                open = Clients.open(settings);
            }
            return open;
        }

        boolean sumsByMd5() {
            return settings.s3Endpoint() != null;
        }

        @Override
        public synchronized void close() {
            if (open != null) {
                open.close();
                open = null;
            }
        }
    }
}
