package io.faceward.cli;

import io.faceward.training.FaceArchive;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pack-faces}: the training data in one file. */
@Command(
        name = "pack-faces",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Packs the training data into one compact file, which trainers take as --data.")
public final class PackFacesCommand implements Callable<Integer> {

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Folder of the training data.")
    private Path data = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Archive to write.")
    private Path out = Path.of("");

    @Option(
            names = "--quality",
            defaultValue = "0.85",
            description = "JPEG quality of the pictures, up to 1 (default: ${DEFAULT-VALUE}).")
    private float quality;

    @Override
    public Integer call() throws Exception {
        FaceArchive.pack(data, out, quality);
        return 0;
    }
}
