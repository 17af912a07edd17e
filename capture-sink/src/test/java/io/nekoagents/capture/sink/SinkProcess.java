package io.nekoagents.capture.sink;

import io.nekoagents.capture.CaptureConfiguration;
import io.nekoagents.capture.StopConfiguration;
import io.nekoagents.capture.mds.MdsIndex;
import io.nekoagents.capture.store.Address;
import io.nekoagents.capture.store.OpenStores;
import io.nekoagents.capture.store.Store;
import io.nekoagents.capture.store.StoreSettings;
import io.nekoagents.capture.store.Stores;
import io.nekoagents.schema.wire.InMemorySchemaRegistry;
import io.nekoagents.schema.wire.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** A sink in a process of its own, which can be made to die at a step, as {@code kill -9} would have it. */
final class SinkProcess implements AutoCloseable {

    /** Where to die: a step of the cut, or around what is put into a place. */
    enum Fault {
        NONE,
        BEGUN,
        SEALED,
        HALF_UPLOADED,
        UPLOADING,
        UPLOADED,
        WRITTEN,
        COMMITTED,
        BEFORE_INDEX,
        HALF_INDEX,
        AFTER_INDEX,
        /** A dataset was copied on demand, and nobody is told yet. */
        COPIED,
        /** The sink's thread meets what no thread can go on after. */
        ERROR
    }

    private static final int DIED = 137;

    private final Process process;
    private final Path log;

    private SinkProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static SinkProcess start(Map<String, String> settings, Fault fault, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-Dfault=" + fault));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SinkProcess.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new SinkProcess(process, log);
    }

    /** Waits until it died of its fault. */
    void awaitDeath() throws InterruptedException, IOException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("The sink did not come to its fault; its log:\n" + log());
        }
        if (process.exitValue() != DIED) {
            throw new AssertionError("The sink ended with " + process.exitValue() + "; its log:\n" + log());
        }
    }

    /** How it ended by itself. */
    int awaitEnd() throws InterruptedException, IOException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("The sink did not end; its log:\n" + log());
        }
        return process.exitValue();
    }

    boolean alive() {
        return process.isAlive();
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** As {@code kill -9} does. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    public static void main(String[] arguments) throws InterruptedException {
        SpringApplication application =
                new SpringApplication(Wiring.class, StopConfiguration.class, CaptureConfiguration.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        application.run(arguments);
        new CountDownLatch(1).await();
    }

    @Configuration(proxyBeanMethods = false)
    static class Wiring {

        @Bean
        SchemaRegistry schemaRegistry() {
            return new InMemorySchemaRegistry();
        }

        @Bean
        Fault fault(Environment environment) {
            return Fault.valueOf(environment.getRequiredProperty("fault"));
        }

        @Bean
        CutWatch cutWatch(Fault fault) {
            return step -> {
                if (fault == Fault.ERROR && step == CutWatch.Step.SEALED) {
                    throw new NoClassDefFoundError("of a library that is not there");
                }
                if (step.name().equals(fault.name())) {
                    die();
                }
            };
        }

        @Bean
        Stores stores(StoreSettings settings, Fault fault) {
            OpenStores real = new OpenStores(settings);
            return address -> new DyingStore(real.at(address), address, fault);
        }
    }

    private static void die() {
        Runtime.getRuntime().halt(DIED);
    }

    private record DyingStore(Store store, Address place, Fault fault) implements Store {

        @Override
        public URI put(String name, byte[] bytes, String mediaType) {
            boolean index = name.equals(MdsIndex.BASENAME);
            if (index && fault == Fault.BEFORE_INDEX) {
                die();
            }
            if (index && fault == Fault.HALF_INDEX) {
                leaveHalf(bytes);
                die();
            }
            URI there = store.put(name, bytes, mediaType);
            if (index && (fault == Fault.AFTER_INDEX || (fault == Fault.COPIED && isCopy()))) {
                die();
            }
            return there;
        }

        @Override
        public URI put(String name, Path file) {
            if (fault == Fault.HALF_UPLOADED) {
                try {
                    leaveHalf(Files.readAllBytes(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                die();
            }
            return store.put(name, file);
        }

        /** Not a place where a dataset grows. */
        private boolean isCopy() {
            return place.toString().endsWith("/copy/");
        }

        /** What a crash in the middle leaves of a file in a folder. */
        private void leaveHalf(byte[] bytes) {
            if (place instanceof Address.OfFolder(Path folder)) {
                try {
                    Files.createDirectories(folder);
                    Files.write(folder.resolve(".store-half.part"), Arrays.copyOf(bytes, bytes.length / 2));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        @Override
        public Optional<byte[]> get(String name, int most) {
            return store.get(name, most);
        }

        @Override
        public boolean get(String name, Path file) {
            return store.get(name, file);
        }

        @Override
        public OptionalLong size(String name) {
            return store.size(name);
        }

        @Override
        public List<String> list(String prefix) {
            return store.list(prefix);
        }

        @Override
        public URI uri(String name) {
            return store.uri(name);
        }
    }
}
