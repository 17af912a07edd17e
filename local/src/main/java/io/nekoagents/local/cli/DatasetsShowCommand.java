package io.nekoagents.local.cli;

import io.nekoagents.capture.mds.Column;
import io.nekoagents.capture.mds.FileEntry;
import io.nekoagents.capture.mds.Hash;
import io.nekoagents.capture.mds.MdsFormatException;
import io.nekoagents.capture.mds.MdsReader;
import io.nekoagents.capture.mds.NdArray;
import io.nekoagents.capture.mds.Sample;
import io.nekoagents.capture.mds.ShardEntry;
import io.nekoagents.capture.mds.ShardFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        description =
                "Prints what is in a dataset of MDS shards and verifies its hashes; exits 1 if a shard is damaged.",
        sortOptions = false)
final class DatasetsShowCommand implements Callable<Integer> {

    private static final int MAX_CHARACTERS = 200;

    @Parameters(paramLabel = "DIR", description = "The folder with index.json.")
    private Path folder = Path.of(".");

    @Option(
            names = "--sample",
            paramLabel = "N",
            description = "The sample to print, from 0. Default: ${DEFAULT-VALUE}.")
    private long number;

    @Option(names = "--no-verify", description = "Do not read the shards through to verify their hashes.")
    private boolean unverified;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            MdsReader dataset = MdsReader.open(folder);
            summary(dataset, out);
            boolean sound = shards(dataset, out);
            if (sound && number >= 0 && number < dataset.samples()) {
                sample(dataset.get(number), out);
            }
            return sound ? 0 : 1;
        } catch (MdsFormatException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    private void summary(MdsReader dataset, PrintWriter out) {
        List<ShardEntry> shards = dataset.index().shards();
        out.printf("%s: %,d samples in %,d shards%n", folder, dataset.samples(), shards.size());
        if (shards.isEmpty()) {
            return;
        }
        ShardFormat format = shards.getFirst().format();
        long raw = shards.stream().mapToLong(shard -> shard.rawData().bytes()).sum();
        long there = shards.stream().mapToLong(shard -> shard.file().bytes()).sum();
        out.printf("  compression  %s%n", format.compression().text());
        out.printf("  bytes        %,d, uncompressed %,d%n", there, raw);
        out.printf(
                "  hashes       %s%n",
                format.hashes().isEmpty()
                        ? "none"
                        : String.join(
                                ", ", format.hashes().stream().map(Hash::text).toList()));
        out.println("  columns");
        for (Column column : format.columns()) {
            out.printf("    %-20s %s%n", column.name(), column.encoding().text());
        }
    }

    private boolean shards(MdsReader dataset, PrintWriter out) throws IOException {
        boolean sound = true;
        out.println("  shards");
        for (int i = 0; i < dataset.index().shards().size(); i++) {
            ShardEntry shard = dataset.index().shards().get(i);
            String verdict = verdict(dataset, i);
            sound &= !verdict.startsWith("DAMAGED");
            FileEntry file = shard.file();
            out.printf(
                    "    %-40s %,8d samples %,16d bytes  %s%n",
                    file.basename(), shard.samples(), file.bytes(), verdict);
        }
        return sound;
    }

    private String verdict(MdsReader dataset, int shard) throws IOException {
        if (unverified) {
            return "";
        }
        try {
            dataset.verify(shard);
            return dataset.index().shards().get(shard).file().hashes().isEmpty() ? "no hashes" : "verified";
        } catch (MdsFormatException e) {
            return "DAMAGED: " + e.getMessage();
        }
    }

    private void sample(Sample sample, PrintWriter out) {
        out.printf("  sample %d%n", number);
        sample.values().forEach((column, value) -> out.printf("    %-20s %s%n", column, text(value)));
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case byte[] bytes -> "%,d bytes%s".formatted(bytes.length, content(bytes));
            case NdArray array -> array.type().text() + array.shape();
            case null, default -> {
                String text = String.valueOf(value);
                yield text.length() > MAX_CHARACTERS ? text.substring(0, MAX_CHARACTERS) + "…" : text;
            }
        };
    }

    /** An episode's payload is an archive. */
    private static String content(byte[] bytes) {
        int files = 0;
        int frames = 0;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files++;
                frames += entry.getName().startsWith("frames/") ? 1 : 0;
            }
        } catch (IOException _) {
            return ", a damaged archive";
        }
        return files == 0 ? "" : ", an archive of %,d files, %,d of them frames".formatted(files, frames);
    }
}
