package io.faceward.cli;

import io.faceward.problem.ServiceException;
import io.faceward.protect.Parameters;
import io.faceward.protect.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How photos are to be protected, for every command that protects. */
final class ProtectionOptions {

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

    @Option(
            names = "--against",
            description =
                    "Manipulators that grasp, anti-forgery or pgd are to break, separated by commas; default: all")
    private @Nullable String against;

    @Option(names = "--seed", description = "Start of the randomness; default: derived from the input")
    private @Nullable String seed;

    /** What was asked for, by the names of the HTTP interface. */
    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        put(values, "mode", mode);
        put(values, "method", method);
        put(values, "strength", strength);
        put(values, "epsilon", epsilon);
        put(values, "no-face", noFace);
        put(values, "format", format);
        put(values, "quality", quality);
        put(values, "metadata", metadata);
        put(values, "against", against);
        put(values, "seed", seed);
        return values;
    }

    /** @throws ParameterException for a value that is not allowed */
    Settings settings(Parameters parameters, CommandSpec spec) {
        try {
            return parameters.read(values());
        } catch (ServiceException refusal) {
            throw new ParameterException(spec.commandLine(), refusal.problem().title() + ": " + refusal.getMessage());
        }
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }
}
