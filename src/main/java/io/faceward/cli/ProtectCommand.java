package io.faceward.cli;

import io.faceward.problem.ServiceException;
import io.faceward.protect.Parameters;
import io.faceward.protect.ProtectedPhoto;
import io.faceward.protect.Protector;
import io.faceward.protect.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Protects files and folders; a file that fails does not keep the others from being protected. */
@Command(
        name = "protect",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description =
                "Protects photos. Inputs are never changed; existing outputs are kept unless --overwrite is given.")
@SuppressWarnings("NullAway.Init")
final class ProtectCommand implements Callable<Integer> {

    @ParentCommand
    private Faceward faceward;

    @Spec
    private CommandSpec spec;

    @Mixin
    private PhotoInputs inputs;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "Folder for the protected photos; it is made if absent")
    private Path output;

    @Option(names = "--overwrite", description = "Replace existing outputs")
    private boolean overwrite;

    @Option(
            names = "--time-limit",
            paramLabel = "SECONDS",
            defaultValue = "900",
            description = "A photo that takes longer fails; default: ${DEFAULT-VALUE}")
    private int timeLimit;

    @Mixin
    private ProtectionOptions options;

    @Override
    public Integer call() {
        if (timeLimit < 1) {
            throw new ParameterException(spec.commandLine(), "--time-limit must be at least 1, but is " + timeLimit);
        }
        Settings settings = options.settings(faceward.bean(Parameters.class), spec);
        List<Source> sources = inputs.sources(spec);
        Protector protector = faceward.bean(Protector.class);
        Destination destination = new Destination(output, overwrite, sources);
        Map<Path, String> failures = new LinkedHashMap<>();
        PrintWriter err = spec.commandLine().getErr();
        try (Progress progress = Progress.of("protect", sources.size(), err)) {
            for (Source source : sources) {
                try {
                    ProtectedPhoto photo = protector.protect(
                            Files.readAllBytes(source.file()), settings, Duration.ofSeconds(timeLimit), progress::step);
                    Path written = destination.write(source, photo);
                    progress.done(source.file() + " -> " + written);
                } catch (ServiceException | IOException failure) {
                    failures.put(source.file(), reason(failure));
                    progress.done(source.file() + " failed");
                }
            }
        }
        failures.forEach((file, reason) -> err.println(file + ": " + reason));
        err.printf("%d of %d protected%n", sources.size() - failures.size(), sources.size());
        return failures.isEmpty() ? 0 : 1;
    }

    private static String reason(Exception failure) {
        return failure instanceof ServiceException refusal
                ? refusal.problem().title() + ": " + refusal.getMessage()
                : failure.toString();
    }
}
