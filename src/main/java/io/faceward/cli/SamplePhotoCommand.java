package io.faceward.cli;

import io.faceward.face.FaceDetector;
import io.faceward.face.FaceDetectors;
import io.faceward.face.FaceProperties;
import io.faceward.image.Pixels;
import io.faceward.training.PortraitFiles;
import io.faceward.training.SamplePhoto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the portrait of nobody that the service carries for its self-test and demonstrations. */
@Command(
        name = "sample-photo",
        mixinStandardHelpOptions = true,
        description = "Blends training portraits into a photo of nobody.")
public final class SamplePhotoCommand implements Callable<Integer> {

    private static final List<String> FOLDERS = List.of("faces/ffhq256/train", "faces/lfw250/train");

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Folder of the training data.")
    private Path data = Path.of("");

    @Option(names = "--yunet", required = true, paramLabel = "FILE", description = "ONNX file of YuNet.")
    private Path yunet = Path.of("");

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "JPEG to write.")
    private Path output = Path.of("");

    @Option(
            names = "--per-folder",
            defaultValue = "500",
            paramLabel = "N",
            description = "Portraits to take from each of the folders (default: ${DEFAULT-VALUE}).")
    private int perFolder;

    @Override
    public Integer call() throws Exception {
        List<Pixels> portraits = new ArrayList<>();
        for (String folder : FOLDERS) {
            portraits.addAll(PortraitFiles.read(data.resolve(folder), perFolder));
        }
        try (FaceDetector detector = FaceDetectors.open(FaceProperties.yunet(yunet))) {
            PortraitFiles.write(new SamplePhoto(detector).blend(portraits), output);
        }
        return 0;
    }
}
