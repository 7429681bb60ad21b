package io.faceward.cli;

import io.faceward.evaluate.report.Comparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts runs of {@code evaluate} beside each other. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Compares runs of evaluate, for instance of several methods at several strengths: a table of all, and for",
            "each manipulator a chart of disruption against PSNR with a line for each method."
        })
@SuppressWarnings("NullAway.Init")
final class CompareCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "RUN", description = "Folders that evaluate wrote")
    private List<Path> runs;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "Folder for the table and the charts; it is made if absent")
    private Path output;

    @Override
    public Integer call() throws IOException {
        Comparison.of(runs).write(output);
        return 0;
    }
}
