package io.faceward.cli;

import io.faceward.face.FaceDetector;
import io.faceward.image.Decoder;
import io.faceward.image.Encoder;
import io.faceward.image.Encoding;
import io.faceward.image.MetadataPolicy;
import io.faceward.image.Photo;
import io.faceward.inference.BareForward;
import io.faceward.inference.InferenceProperties;
import io.faceward.model.Bundle;
import io.faceward.model.ModelCard;
import io.faceward.network.Precision;
import io.faceward.protect.Parameters;
import io.faceward.protect.Progress;
import io.faceward.protect.ProtectedPhoto;
import io.faceward.protect.Protector;
import io.faceward.protect.Settings;
import io.faceward.protect.iterative.BareGradient;
import io.faceward.protect.iterative.IterativeProperties;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Measures how far a request is from the time of its forward pass, all in one run, and whether memory stays flat. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Measures the forward pass and whole requests; compare figures of one run only.",
            "Without photos of your own it makes them from the sample portrait."
        })
@SuppressWarnings("NullAway.Init")
final class BenchCommand implements Callable<Integer> {

    private static final String MODEL = "id-guard";
    private static final String LIGHT = "dadfi";
    private static final int SOAK_REPORTS = 10;
    private static final Duration LONGEST = Duration.ofHours(1);

    @ParentCommand
    private Faceward faceward;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--repeats",
            defaultValue = "10",
            description = "Runs of each measurement, but for iterations; the median is printed")
    private int repeats;

    @Option(names = "--face", description = "A photo of 256x256 with one face")
    private @Nullable Path face;

    @Option(names = "--group", description = "A photo of about 2 megapixels with several faces")
    private @Nullable Path group;

    @Option(names = "--portrait", description = "A photo of about 12 megapixels with one face")
    private @Nullable Path portrait;

    @Option(
            names = "--method",
            description = {
                "Measure iterations of grasp, anti-forgery or pgd instead, beside the bare forward and backward",
                "passes of the manipulators that they break"
            })
    private @Nullable String method;

    @Option(names = "--soak", defaultValue = "0", description = "Requests to watch the memory over (default: none)")
    private int soak;

    private interface Work {
        void run() throws Exception;
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        BenchPhotos photos = new BenchPhotos(faceward.bean(Decoder.class), faceward.bean(Encoder.class));
        byte[] small = photo(face, photos::face);
        if (method == null) {
            requests(out, photos, small);
        } else {
            iterations(out, small);
        }
        if (soak > 0) {
            soak(out, small);
        }
        return 0;
    }

    private void requests(PrintWriter out, BenchPhotos photos, byte[] small) throws Exception {
        Bundle bundle = faceward.bean(Bundle.class);
        InferenceProperties inference = faceward.bean(InferenceProperties.class);
        Precision chosen = BareForward.precision();
        double exact = milliseconds(BareForward.median(bundle, inference, MODEL, Precision.FLOAT32, repeats));
        double forward = chosen == Precision.FLOAT32
                ? exact
                : milliseconds(BareForward.median(bundle, inference, MODEL, chosen, repeats));
        row(out, "forward, float32", exact);
        row(out, "forward, " + chosen.name().toLowerCase(Locale.ROOT) + " (chosen)", forward);
        out.printf("%-34s %9.2f%n", "  float32 / chosen", exact / forward);
        if (bundle.find(LIGHT).isPresent()) {
            double light = milliseconds(BareForward.median(bundle, inference, LIGHT, chosen, repeats));
            row(out, "forward of dadfi, chosen", light);
            out.printf("%-34s %9.2f%n", "  id-guard / dadfi", forward / light);
        }
        double steps = forward + steps(out, small);
        double request = request(small);
        row(out, "request, 256x256 face", request);
        out.printf("%-34s %9.2f%n", "  request / sum of its parts", request / steps);
        row(out, "request, 2 MP group", request(photo(group, photos::group)));
        row(out, "request, 12 MP portrait", request(photo(portrait, photos::portrait)));
    }

    private void iterations(PrintWriter out, byte[] photo) throws IOException {
        Protector protector = faceward.bean(Protector.class);
        Settings settings = settings();
        IterationTimes warming = new IterationTimes(() -> {});
        // Networks are loaded when they are first asked for.
        long start = System.nanoTime();
        ProtectedPhoto first = protector.protect(photo, settings, LONGEST, warming);
        double request = (System.nanoTime() - start) / 1e6;
        if (first.outcome() == null) {
            throw new IllegalArgumentException("there is no face in the photo");
        }
        if (warming.count() < 2) {
            throw new IllegalArgumentException(method + " has less than two iterations");
        }
        List<String> manipulators =
                first.outcome().models().stream().map(ModelCard::id).toList();
        try (BareGradient bare = new BareGradient(
                faceward.bean(Bundle.class),
                faceward.bean(IterativeProperties.class),
                settings.method(),
                manipulators)) {
            IterationTimes times = new IterationTimes(bare::run);
            protector.protect(photo, settings, LONGEST, times);
            row(out, "forth and back, " + manipulators.size() + " manipulators", times.yardstick());
            row(out, "iteration of " + method, times.median());
            out.printf("%-34s %9.2f%n", "  iteration / forth and back", times.median() / times.yardstick());
            row(out, "iteration, looks included", times.mean());
        }
        row(out, "first request, %d iterations".formatted(warming.count()), request);
    }

    private double steps(PrintWriter out, byte[] small) throws Exception {
        Decoder decoder = faceward.bean(Decoder.class);
        Encoder encoder = faceward.bean(Encoder.class);
        FaceDetector detector = faceward.bean(FaceDetector.class);
        Photo photo = decoder.decode(small);
        Encoding same = new Encoding(null, null, MetadataPolicy.SAFE);
        double decode = median(() -> decoder.decode(small));
        double detect = median(() -> detector.detect(photo.pixels()));
        double encode = median(() -> encoder.encode(photo, same));
        row(out, "decode, 256x256", decode);
        row(out, "detect, 256x256 (" + detector.name() + ")", detect);
        row(out, "encode, 256x256", encode);
        return decode + detect + encode;
    }

    private double request(byte[] photo) throws Exception {
        Protector protector = faceward.bean(Protector.class);
        Settings settings = settings();
        return median(() -> protector.protect(photo, settings));
    }

    private void soak(PrintWriter out, byte[] photo) throws IOException {
        Protector protector = faceward.bean(Protector.class);
        Settings settings = settings();
        for (int i = 1; i <= soak; i++) {
            protector.protect(photo, settings, LONGEST, Progress.SILENT);
            if (i % Math.max(1, soak / SOAK_REPORTS) == 0) {
                out.printf("%-34s %9d MiB resident%n", "after " + i + " requests", residentMebibytes());
                out.flush();
            }
        }
    }

    private Settings settings() {
        return faceward.bean(Parameters.class).read(method == null ? Map.of() : Map.of("method", method));
    }

    private double median(Work work) throws Exception {
        work.run();
        double[] times = new double[repeats];
        for (int i = 0; i < repeats; i++) {
            long start = System.nanoTime();
            work.run();
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        return times[repeats / 2];
    }

    private static byte[] photo(@Nullable Path given, Callable<byte[]> made) throws Exception {
        return given == null ? made.call() : Files.readAllBytes(given);
    }

    private static double milliseconds(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private static void row(PrintWriter out, String name, double milliseconds) {
        out.printf("%-34s %9.2f ms%n", name, milliseconds);
        out.flush();
    }

    /** Of this process, or -1 where the system does not tell. */
    private static long residentMebibytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return -1;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(-1);
    }
}
