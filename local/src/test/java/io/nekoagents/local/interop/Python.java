package io.nekoagents.local.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Python with the outsiders that judge us, made on first use and kept until the requirements change. */
public final class Python {

    private static final Path REQUIREMENTS = Path.of("src/test/python/requirements.txt");
    private static final Path HOME = Path.of("target/venv");

    private Python() {}

    public static Python installed() throws IOException, InterruptedException {
        Path marker = HOME.resolve("requirements.txt");
        if (!Files.exists(marker) || Files.mismatch(marker, REQUIREMENTS) >= 0) {
            execute(List.of("python3", "-m", "venv", "--clear", HOME.toString()));
            execute(List.of(
                    HOME.resolve("bin/pip").toString(),
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    "-r",
                    REQUIREMENTS.toString()));
            Files.copy(REQUIREMENTS, marker);
        }
        return new Python();
    }

    /** What the script printed; fails with all it said if it ends with another status than 0. */
    public String run(Path script, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(HOME.resolve("bin/python").toString(), script.toString()));
        command.addAll(List.of(arguments));
        return execute(command);
    }

    /** Starts a module that goes on until it is stopped. */
    public Process start(Path log, String module, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(HOME.resolve("bin/python").toString(), "-m", module));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static String execute(List<String> command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("python", ".err");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(command + " failed:\n" + output + Files.readString(errors));
        }
        Files.delete(errors);
        return output;
    }
}
