package io.faceward.cli;

import io.faceward.face.Crop;
import io.faceward.face.Crops;
import io.faceward.face.Face;
import io.faceward.face.FaceProperties;
import io.faceward.image.Decoder;
import io.faceward.image.Pixels;
import io.faceward.model.BundleProperties;
import io.faceward.model.Conditions;
import io.faceward.model.ImportProperties;
import io.faceward.model.ImportRequest;
import io.faceward.model.Imported;
import io.faceward.model.Importer;
import io.faceward.model.ModelCard;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code import}: makes a model of the operator's bundle from somebody's checkpoint. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Puts the weights of a public implementation into the bundle's folder: a PyTorch state dict or safetensors.",
            "The network is recognised by the names and shapes of its tensors; nothing in the file is executed."
        })
@SuppressWarnings("NullAway.Init")
final class ImportCommand implements Callable<Integer> {

    @ParentCommand
    private Faceward faceward;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A .pth, .pt, .ckpt or .safetensors file")
    private Path file;

    @Option(names = "--as", paramLabel = "NETWORK", description = "Its network, if the file alone does not tell")
    private @Nullable String as;

    @Option(names = "--name", description = "Id of the model (default: the network's)")
    private @Nullable String name;

    @Option(
            names = "--attributes",
            split = ",",
            paramLabel = "NAME",
            description = "Names of the attributes or styles, in the order of the training (default: as published)")
    private List<String> attributes = List.of();

    @Option(
            names = "--licence",
            defaultValue = "NOASSERTION",
            paramLabel = "SPDX",
            description = "Of the weights, for the model's card (default: ${DEFAULT-VALUE})")
    private String licence;

    @Option(
            names = "--side",
            paramLabel = "PIXELS",
            description = "Side of the pictures it was trained on (default: from the weights, or 256)")
    private @Nullable Integer side;

    @Option(names = "--key", description = "Where the weights lie in the file, for instance G (default: found)")
    private @Nullable String key;

    @Option(names = "--half", description = "Keep float16 even where that loses something")
    private boolean half;

    @Option(names = "--prior", paramLabel = "FILE", description = "ID-Guard's prior perturbation")
    private @Nullable Path prior;

    @Option(
            names = "--reference",
            paramLabel = "TAG=PHOTO",
            description = "A style of HiSD or StarGAN v2 taken from a photo, for instance eyeglasses=glasses.jpg")
    private List<String> references = List.of();

    @Option(names = "--seed", defaultValue = "1", description = "Of the latent styles (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--bundle", paramLabel = "DIR", description = "Default: faceward.bundle.folder")
    private @Nullable Path bundle;

    @Override
    public Integer call() throws IOException {
        Importer importer = new Importer(faceward.bean(ImportProperties.class));
        report(importer.run(request()));
        return 0;
    }

    private ImportRequest request() throws IOException {
        Path folder = bundle == null ? faceward.bean(BundleProperties.class).folder() : bundle;
        if (folder == null) {
            throw new ParameterException(
                    spec.commandLine(), "Neither --bundle nor faceward.bundle.folder says where the model shall go");
        }
        try {
            return new ImportRequest(
                    file, folder, as, name, attributes, licence, side, key, half, prior, references(), seed);
        } catch (IllegalArgumentException refusal) {
            throw new ParameterException(spec.commandLine(), refusal.getMessage());
        }
    }

    private List<ImportRequest.Reference> references() throws IOException {
        List<ImportRequest.Reference> read = new ArrayList<>();
        for (String reference : references) {
            String[] parts = reference.split("=", 2);
            if (parts.length != 2) {
                throw new ParameterException(spec.commandLine(), "--reference is TAG=PHOTO, not " + reference);
            }
            Path photo = Path.of(parts[1]);
            String style = photo.getFileName().toString().replaceAll("\\.[^.]*$", "");
            read.add(new ImportRequest.Reference(parts[0], style.toLowerCase(Locale.ROOT), square(photo)));
        }
        return read;
    }

    /** The largest square in the middle of a photo. */
    private Tensor square(Path photo) throws IOException {
        Pixels pixels =
                faceward.bean(Decoder.class).decode(Files.readAllBytes(photo)).pixels();
        FaceProperties properties = faceward.bean(FaceProperties.class);
        float face = Math.min(pixels.width(), pixels.height()) / properties.cropScale();
        Face middle = new Face((pixels.width() - face) / 2, (pixels.height() - face) / 2, face, face, 0, List.of());
        List<Crop> crops = new Crops(properties).cut(pixels, List.of(middle));
        return crops.get(0).image();
    }

    private void report(Imported imported) {
        PrintWriter out = spec.commandLine().getOut();
        ModelCard card = imported.card();
        out.printf(
                "%s: %s, %d tensors%s%n",
                file.getFileName(),
                imported.format(),
                imported.tensors(),
                imported.place().isEmpty() ? "" : ", the weights at " + imported.place());
        out.printf(
                Locale.ROOT,
                "%s: %s, %,d parameters, kept as %s%n",
                card.architecture(),
                card.kind(),
                card.parameters(),
                imported.half() ? "float16" : "float32");
        Conditions conditions = card.conditions();
        if (conditions != null) {
            out.printf(
                    "%s: %s%n",
                    conditions.kind().name().toLowerCase(Locale.ROOT), String.join(", ", conditions.names()));
            out.printf("side: %d%s%n", card.side(), imported.sideAssumed() ? " (the file does not tell; --side)" : "");
        }
        out.printf("self-test passed: answers are finite and differ, and a gradient comes back%n");
        out.printf("'%s' is in the bundle; a service reads it when it starts%n", card.id());
    }
}
