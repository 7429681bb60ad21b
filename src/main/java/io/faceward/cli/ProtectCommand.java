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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    @picocli.CommandLine.Parameters(
            arity = "1..*",
            paramLabel = "IN",
            description = "JPEG, PNG or WebP files, or folders")
    private List<Path> inputs;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "Folder for the protected photos; it is made if absent")
    private Path output;

    @Option(
            names = {"-r", "--recursive"},
            description = "Enter folders within folders; the output has the same ones")
    private boolean recursive;

    @Option(names = "--overwrite", description = "Replace existing outputs")
    private boolean overwrite;

    @Option(names = "--mode", description = "fast (default) or high-fidelity")
    private @Nullable String mode;

    @Option(names = "--method", description = "Overrides --mode: id-guard, dadfi, grasp, anti-forgery or pgd")
    private @Nullable String method;

    @Option(names = "--strength", description = "low, medium (default) or high")
    private @Nullable String strength;

    @Option(names = "--epsilon", description = "Bound of the perturbation in grey levels, instead of --strength")
    private @Nullable String epsilon;

    @Option(names = "--no-face", description = "reject (default), pass-through or whole-image")
    private @Nullable String noFace;

    @Option(names = "--format", description = "jpeg, png or webp; default: the format of the input")
    private @Nullable String format;

    @Option(names = "--quality", description = "1 to 100 for lossy formats; default: at least the input's")
    private @Nullable String quality;

    @Option(names = "--metadata", description = "safe (default), none or all")
    private @Nullable String metadata;

    @Option(names = "--seed", description = "Start of the randomness; default: derived from the input")
    private @Nullable String seed;

    @Override
    public Integer call() {
        Settings settings = settings();
        List<Source> sources = sources();
        if (sources.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "There is no image among the inputs");
        }
        Protector protector = faceward.bean(Protector.class);
        Destination destination = new Destination(output, overwrite, sources);
        Map<Path, String> failures = new LinkedHashMap<>();
        PrintWriter err = spec.commandLine().getErr();
        try (Progress progress = Progress.of(sources.size(), err)) {
            for (Source source : sources) {
                try {
                    ProtectedPhoto photo = protector.protect(Files.readAllBytes(source.file()), settings);
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

    private List<Source> sources() {
        try {
            return Source.below(inputs, recursive);
        } catch (IOException missing) {
            throw new ParameterException(spec.commandLine(), "Cannot read " + missing.getMessage(), missing);
        }
    }

    private Settings settings() {
        Map<String, String> values = new HashMap<>();
        put(values, "mode", mode);
        put(values, "method", method);
        put(values, "strength", strength);
        put(values, "epsilon", epsilon);
        put(values, "no-face", noFace);
        put(values, "format", format);
        put(values, "quality", quality);
        put(values, "metadata", metadata);
        put(values, "seed", seed);
        try {
            return faceward.bean(Parameters.class).read(values);
        } catch (ServiceException refusal) {
            throw new ParameterException(spec.commandLine(), reason(refusal));
        }
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    private static String reason(Exception failure) {
        return failure instanceof ServiceException refusal
                ? refusal.problem().title() + ": " + refusal.getMessage()
                : failure.toString();
    }
}
