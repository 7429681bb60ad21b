package io.faceward.protect;

import io.faceward.face.Crop;
import io.faceward.face.Crops;
import io.faceward.face.Face;
import io.faceward.face.FaceDetector;
import io.faceward.face.Patch;
import io.faceward.image.Decoder;
import io.faceward.image.Photo;
import io.faceward.inference.Deadline;
import io.faceward.model.ModelCard;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import io.faceward.protect.ProtectedPhoto.Outcome;
import io.faceward.protect.ProtectedPhoto.ProtectedFace;
import io.faceward.protect.Renderer.Rendering;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.ScopedSpan;
import io.micrometer.tracing.Tracer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Protects the faces of one photo, from bytes to bytes. Thread-safe; the owner closes it. */
public final class Protector implements AutoCloseable {

    private final Decoder decoder;
    private final FaceDetector detector;
    private final Targets targets;
    private final Crops crops;
    private final Perturbers perturbers;
    private final Proofs proofs;
    private final Renderer renderer;
    private final Seats seats;
    private final MemoryBudget budget;
    private final ProtectProperties properties;
    private final MeterRegistry meters;
    private final Tracer tracer;
    private final Pace pace;
    private final ComputeThreads threads = new ComputeThreads();

    Protector(
            Decoder decoder,
            FaceDetector detector,
            Targets targets,
            Crops crops,
            Perturbers perturbers,
            Proofs proofs,
            Renderer renderer,
            Seats seats,
            MemoryBudget budget,
            ProtectProperties properties,
            MeterRegistry meters,
            Tracer tracer) {
        this.decoder = decoder;
        this.detector = detector;
        this.targets = targets;
        this.crops = crops;
        this.perturbers = perturbers;
        this.proofs = proofs;
        this.renderer = renderer;
        this.seats = seats;
        this.budget = budget;
        this.properties = properties;
        this.meters = meters;
        this.tracer = tracer;
        this.pace = new Pace(properties.expectedStep());
    }

    /**
     * Protects a photo; the same upload and settings give the same bytes.
     *
     * @param upload a JPEG, PNG or WebP file
     * @throws ServiceException when the upload is refused (see {@code Decoder}), no face is found and that is to be
     *     rejected, the result would fall below the quality floor, or the service is too busy or too slow
     */
    public ProtectedPhoto protect(byte[] upload, Settings settings) {
        return protect(upload, settings, properties.deadline(), Progress.SILENT);
    }

    /**
     * Protects a photo as {@link #protect(byte[], Settings)} does. Interrupting the thread drops the work; an iterative
     * method stops after its step.
     *
     * @param limit time that it may take
     * @param progress told by iterative methods
     */
    public ProtectedPhoto protect(byte[] upload, Settings settings, Duration limit, Progress progress) {
        ScopedSpan span = tracer.startScopedSpan("protect")
                .tag("faceward.method", settings.method().slug());
        try {
            return traced(upload, settings, limit, progress);
        } catch (RuntimeException failure) {
            span.error(failure);
            throw failure;
        } finally {
            span.end();
        }
    }

    @SuppressWarnings("try") // the share is held, not used
    private ProtectedPhoto traced(byte[] upload, Settings settings, Duration limit, Progress progress) {
        long start = System.nanoTime();
        Perturber perturber = perturbers.of(settings.method());
        List<ModelCard> models = perturbers.cards(perturber, settings.against());
        long seed = Seed.of(settings, upload);
        Deadline deadline = Deadline.after(limit);
        Stages stages = new Stages(deadline, threads, meters, tracer);
        try (Turn turn = perturber.admit();
                Seats.Ticket ticket = seats(perturber).admit();
                MemoryBudget.Share share = stages.run("admit", () -> budget.reserve(decoder.pixels(upload)))) {
            stages.run("wait", () -> ticket.sit(deadline));
            Photo photo = stages.compute("decode", () -> decoder.decode(upload));
            renderer.requireColour(photo, settings);
            List<Face> faces = stages.compute("detect", () -> detector.detect(photo.pixels()));
            List<Face> targets = this.targets.of(faces, photo.pixels(), settings.noFace());
            if (targets.isEmpty()) {
                ticket.done();
                return report(upload, photo, settings, seed, stages);
            }
            List<Crop> cut = stages.compute("crop", () -> crops.cut(photo.pixels(), targets));
            Task task = new Task(
                    cut, proofs.of(photo, settings), settings.epsilon(), settings.against(), seed, deadline, progress);
            List<Perturbed> perturbed = perturbed(task, perturber.method(), turn, stages, start);
            Rendering rendering = renderer.render(photo, patches(cut, perturbed), settings, stages);
            List<ProtectedFace> report = faces.isEmpty() ? List.of() : faces(cut, perturbed, rendering);
            ticket.done();
            return report(rendering, photo, report, settings, models, seed, stages);
        }
    }

    /** Photos that are computed for minutes are few, and no other may wait for theirs. */
    private Seats seats(Perturber perturber) {
        return perturber.steps() == 1 ? seats : Seats.UNBOUNDED;
    }

    /**
     * How long a protection is expected to take, as the last ones by its method did.
     *
     * @throws ServiceException what needs no trying: a method or model that is not there, a file whose header is refused
     */
    public Duration expected(byte[] upload, Settings settings) {
        Perturber perturber = perturbers.of(settings.method());
        var unused = perturbers.cards(perturber, settings.against());
        var unusedPixels = decoder.pixels(upload);
        return pace.expected(perturber);
    }

    /** One that takes too long tells as much about the pace as one that ends. */
    private List<Perturbed> perturbed(Task task, Method method, Turn turn, Stages stages, long start) {
        boolean telling = true;
        try {
            return stages.run("perturb", () -> timed(task, turn, stages));
        } catch (ServiceException failure) {
            telling = failure.problem() == Problem.DEADLINE_EXCEEDED;
            throw failure;
        } finally {
            if (telling) {
                pace.took(method, Duration.ofNanos(System.nanoTime() - start));
            }
        }
    }

    /** Until the first face was begun the photo was queued, from then on it was computed. */
    private static List<Perturbed> timed(Task task, Turn turn, Stages stages) {
        long start = System.nanoTime();
        List<Perturbed> perturbed = Perturbation.of(task, turn);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        stages.add("queue", turn.waited());
        stages.add("infer", took.minus(turn.waited()));
        return perturbed;
    }

    private static List<Patch> patches(List<Crop> crops, List<Perturbed> perturbed) {
        return IntStream.range(0, crops.size())
                .mapToObj(i -> new Patch(crops.get(i).square(), perturbed.get(i).delta()))
                .toList();
    }

    private static List<ProtectedFace> faces(List<Crop> crops, List<Perturbed> perturbed, Rendering rendering) {
        return IntStream.range(0, crops.size())
                .mapToObj(i -> new ProtectedFace(
                        crops.get(i).face(),
                        crops.get(i).square(),
                        rendering.verdict().regions().get(i),
                        perturbed.get(i).disruption()))
                .toList();
    }

    private ProtectedPhoto report(byte[] upload, Photo photo, Settings settings, long seed, Stages stages) {
        return new ProtectedPhoto(
                upload,
                photo.format(),
                photo.pixels().width(),
                photo.pixels().height(),
                settings.method(),
                0,
                seed,
                detector.name(),
                List.of(),
                null,
                stages.timings());
    }

    private ProtectedPhoto report(
            Rendering rendering,
            Photo photo,
            List<ProtectedFace> faces,
            Settings settings,
            List<ModelCard> models,
            long seed,
            Stages stages) {
        Check.Verdict verdict = rendering.verdict();
        DistributionSummary.builder("faceward.output.psnr")
                .baseUnit("db")
                .register(meters)
                .record(verdict.worst().psnr());
        return new ProtectedPhoto(
                rendering.bytes(),
                settings.encoding().format() == null
                        ? photo.format()
                        : settings.encoding().format(),
                photo.pixels().width(),
                photo.pixels().height(),
                settings.method(),
                rendering.epsilon(),
                seed,
                detector.name(),
                faces,
                new Outcome(models, verdict.worst(), verdict.photo()),
                stages.timings());
    }

    @Override
    public void close() {
        threads.close();
    }
}
