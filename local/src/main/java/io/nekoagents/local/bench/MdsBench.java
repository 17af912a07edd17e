package io.nekoagents.local.bench;

import io.nekoagents.local.bench.BenchReport.Figure;
import io.nekoagents.local.process.Installation;
import io.nekoagents.local.stack.Progress;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.springframework.util.FileSystemUtils;

/** Episodes to sealed shards, by us and by mosaicml-streaming's MDSWriter, each in a process of its own. */
public final class MdsBench implements Bench {

    private static final long SEED = 20_260_301;
    private static final int EPISODES = 64;
    private static final int LEAST = 500_000;
    private static final int MOST = 3_000_000;
    /** Of all the episodes: some 2 GB. */
    private static final int ROUNDS = 18;

    private static final int TURNS = 3;
    private static final long SHARD = 512L << 20;
    /** All of it there from the start, so that what grows is not what a collector leaves until later. */
    private static final List<String> HEAP = List.of("-Xms384m", "-Xmx384m", "-XX:+AlwaysPreTouch");

    /** What a run of either prints; the memory is of ours alone. */
    private record Run(double megabytesPerSecond, double heap, double resident) {

        static Run of(String line) {
            double[] numbers = Arrays.stream(line.strip().split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            return new Run(
                    numbers[0] / numbers[1] / 1e6,
                    numbers.length > 2 ? numbers[2] / 1e6 : 0,
                    numbers.length > 3 ? numbers[3] / 1e6 : 0);
        }
    }

    @Override
    public BenchReport run(BenchStack stack, Progress progress) throws IOException, InterruptedException {
        Path python = Installation.pythonWithStreaming();
        if (!Files.isExecutable(python)) {
            throw new BenchFailedException(
                    "The peer is not installed at " + python
                            + ". `./nekoctl test -pl local -am -Dtest=ShardsIT -Dsurefire.failIfNoSpecifiedTests=false` does it.");
        }
        Path home = Files.createTempDirectory("neko-shards");
        try {
            Path pool = pool(home.resolve("payloads"));
            List<Figure> figures = new ArrayList<>();
            List<String> theirs = List.of(python.toString(), script(home).toString());
            for (String compression : List.of("none", "zstd:6")) {
                compare(home, pool, compression, theirs, progress, figures);
            }
            memory(home, pool, progress, figures);
            return new BenchReport(
                    "mds",
                    "%d episodes of random bytes (seed %d), 2 GB a run, shards of 512 MiB, sha1, in %s; median of %d turns; ours ends with every shard on the disk, MDSWriter with all in the system's cache"
                            .formatted(EPISODES * ROUNDS, SEED, home.getParent(), TURNS),
                    figures);
        } finally {
            FileSystemUtils.deleteRecursively(home);
        }
    }

    private static void compare(
            Path home, Path pool, String compression, List<String> theirs, Progress progress, List<Figure> figures)
            throws IOException, InterruptedException {
        List<Run> of = new ArrayList<>();
        List<Run> by = new ArrayList<>();
        for (int turn = 1; turn <= TURNS; turn++) {
            progress.step(compression + ", turn " + turn + " of " + TURNS);
            of.add(write(theirs, pool, home, compression, ROUNDS));
            by.add(write(ours(), pool, home, compression, ROUNDS));
        }
        double peer = median(of);
        double own = median(by);
        figures.add(Figure.of("MDSWriter, " + compression, peer, "MB/s"));
        figures.add(Figure.of("ours, " + compression, own, "MB/s"));
        figures.add(Figure.atLeast("ratio, " + compression, own / peer, "x", compression.equals("none") ? 3 : 2));
    }

    private static void memory(Path home, Path pool, Progress progress, List<Figure> figures)
            throws IOException, InterruptedException {
        for (String compression : List.of("none", "zstd:6")) {
            progress.step("memory, " + compression);
            Run once = write(ours(), pool, home, compression, ROUNDS);
            Run four = write(ours(), pool, home, compression, 4 * ROUNDS);
            figures.add(Figure.of("peak heap of ours, " + compression + ", 1x episodes", once.heap(), "MB"));
            figures.add(Figure.of("peak heap of ours, " + compression + ", 4x episodes", four.heap(), "MB"));
            figures.add(Figure.of("peak resident, " + compression + ", 1x episodes", once.resident(), "MB"));
            figures.add(Figure.of("peak resident, " + compression + ", 4x episodes", four.resident(), "MB"));
            figures.add(
                    Figure.atMost("growth of resident, " + compression, four.resident() / once.resident(), "x", 1.1));
        }
    }

    private static Run write(List<String> writer, Path pool, Path home, String compression, int rounds)
            throws IOException, InterruptedException {
        Path out = home.resolve("dataset");
        List<String> command = new ArrayList<>(writer);
        command.addAll(
                List.of(pool.toString(), out.toString(), compression, Integer.toString(rounds), Long.toString(SHARD)));
        // What one left for the disk to do is not to slow the other down.
        run(List.of("sync"));
        try {
            return Run.of(run(command));
        } finally {
            FileSystemUtils.deleteRecursively(out);
        }
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new BenchFailedException(command.getFirst() + " ended with " + status + ": " + said);
            }
            return said;
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> ours() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(HEAP);
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
        command.add(ShardWriting.class.getName());
        return command;
    }

    private static double median(List<Run> runs) {
        return runs.stream()
                .mapToDouble(Run::megabytesPerSecond)
                .sorted()
                .skip(runs.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    /** As images are: no compression makes them smaller. */
    private static Path pool(Path file) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        try (DataOutputStream to = new DataOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < EPISODES; i++) {
                byte[] payload = new byte[random.nextInt(LEAST, MOST)];
                random.nextBytes(payload);
                to.writeInt(payload.length);
                to.write(payload);
            }
        }
        return file;
    }

    private static Path script(Path home) throws IOException {
        Path script = home.resolve("write_shards.py");
        try (InputStream resource = MdsBench.class.getResourceAsStream("/bench/write_shards.py")) {
            if (resource == null) {
                throw new BenchFailedException("write_shards.py is not on the class path");
            }
            Files.copy(resource, script);
        }
        return script;
    }
}
