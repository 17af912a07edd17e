package io.nekoagents.local.cli;

import io.nekoagents.local.bench.Bench;
import io.nekoagents.local.bench.BenchReport;
import io.nekoagents.local.bench.BenchStack;
import io.nekoagents.local.bench.DispatchBench;
import io.nekoagents.local.bench.IngestBench;
import io.nekoagents.local.bench.LifecycleBench;
import io.nekoagents.local.bench.MdsBench;
import io.nekoagents.local.bench.QueueBench;
import io.nekoagents.local.bench.ReplayBench;
import io.nekoagents.local.bench.TakeoverBench;
import io.nekoagents.local.bench.TtsBench;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "bench", description = "Measures, beside a limit or a peer, and prints a table.", sortOptions = false)
final class BenchCommand implements Callable<Integer> {

    /** What can be measured. */
    enum Name {
        INGEST,
        DISPATCH,
        LIFECYCLE,
        QUEUE,
        TAKEOVER,
        REPLAY,
        MDS,
        TTS;

        Bench bench() {
            return switch (this) {
                case INGEST -> new IngestBench();
                case DISPATCH -> new DispatchBench();
                case LIFECYCLE -> new LifecycleBench();
                case QUEUE -> new QueueBench();
                case TAKEOVER -> new TakeoverBench();
                case REPLAY -> new ReplayBench();
                case MDS -> new MdsBench();
                case TTS -> new TtsBench();
            };
        }
    }

    @Parameters(paramLabel = "NAME", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Name name = Name.LIFECYCLE;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there, too.")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path home = Files.createTempDirectory("neko-bench");
        try (BenchStack stack = BenchStack.start(home)) {
            BenchReport report = name.bench()
                    .run(stack, StackGuard.progress(spec.commandLine().getErr()));
            out.print(report.table());
            out.flush();
            if (json != null) {
                Files.writeString(json, report.json());
            }
        } finally {
            FileSystemUtils.deleteRecursively(home);
        }
        return 0;
    }
}
