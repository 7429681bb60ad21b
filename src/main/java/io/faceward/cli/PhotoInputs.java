package io.faceward.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The photos of a command. */
@SuppressWarnings("NullAway.Init")
final class PhotoInputs {

    @Parameters(arity = "1..*", paramLabel = "IN", description = "JPEG, PNG or WebP files, or folders")
    private List<Path> inputs;

    @Option(
            names = {"-r", "--recursive"},
            description = "Enter folders within folders; a folder of outputs has the same ones")
    private boolean recursive;

    /** @throws ParameterException for an input that is not there, or if there is no image */
    List<Source> sources(CommandSpec spec) {
        List<Source> sources;
        try {
            sources = Source.below(inputs, recursive);
        } catch (IOException missing) {
            throw new ParameterException(spec.commandLine(), "Cannot read " + missing.getMessage(), missing);
        }
        if (sources.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "There is no image among the inputs");
        }
        return sources;
    }
}
