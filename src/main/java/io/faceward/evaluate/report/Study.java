package io.faceward.evaluate.report;

import io.faceward.evaluate.ContactSheet;
import io.faceward.evaluate.Entry;
import io.faceward.evaluate.Evaluation;
import io.faceward.evaluate.Evaluator;
import io.faceward.evaluate.Example;
import io.faceward.evaluate.Frechet;
import io.faceward.evaluate.Summaries;
import io.faceward.evaluate.Summary;
import io.faceward.image.Encoder;
import io.faceward.image.Encoding;
import io.faceward.image.ImageFormat;
import io.faceward.image.MetadataPolicy;
import io.faceward.image.Photo;
import io.faceward.problem.ServiceException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Evaluates many photos and writes a report; what fails does not keep the others from it. Thread-safe. */
public final class Study {

    /** One is prepared while the networks work on the other. */
    private static final int AT_ONCE = 2;

    private static final Encoding SHEET = new Encoding(ImageFormat.JPEG, 90, MetadataPolicy.NONE);

    private final Evaluator evaluator;
    private final Summaries summaries;
    private final Protocols protocols;
    private final Encoder encoder;
    private final MeterRegistry meters;

    Study(Evaluator evaluator, Summaries summaries, Protocols protocols, Encoder encoder, MeterRegistry meters) {
        this.evaluator = evaluator;
        this.summaries = summaries;
        this.protocols = protocols;
        this.encoder = encoder;
        this.meters = meters;
    }

    /**
     * Evaluates what the folder does not hold yet and writes the report of all.
     *
     * @param done is told the name of every photo, on several threads, but one at a time
     * @throws IOException when the report cannot be written, or its folder holds another run
     */
    public Results run(Assignment assignment, Consumer<String> done) throws IOException, InterruptedException {
        Protocol protocol = protocols.of(assignment);
        long start = System.nanoTime();
        double before = networkSeconds();
        try (Journal journal = Journal.open(assignment.folder(), protocol)) {
            Files.createDirectories(assignment.folder().resolve(Report.SHEETS));
            int evaluated = evaluate(assignment, journal, done);
            Results.Effort effort =
                    new Results.Effort(evaluated, (System.nanoTime() - start) / 1e9, networkSeconds() - before);
            return report(assignment, protocol, effort, journal.lines());
        }
    }

    private int evaluate(Assignment assignment, Journal journal, Consumer<String> done)
            throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> pending = new ArrayList<>();
            for (int i = 0; i < assignment.samples().size(); i++) {
                int index = i;
                Sample sample = assignment.samples().get(i);
                if (journal.has(sample.name())) {
                    tell(done, sample.name() + " was done before");
                } else {
                    pending.add(threads.submit(() -> {
                        Line line = evaluate(assignment, index);
                        journal.add(line);
                        tell(done, sample.name() + (line.failure() == null ? "" : " failed"));
                        return null;
                    }));
                }
            }
            for (Future<?> photo : pending) {
                photo.get();
            }
            return pending.size();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException unwritable) {
                throw unwritable;
            }
            throw new IllegalStateException("The evaluation failed: " + failure.getCause(), failure.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private synchronized void tell(Consumer<String> done, String what) {
        done.accept(what);
    }

    private Line evaluate(Assignment assignment, int index) throws IOException {
        Sample sample = assignment.samples().get(index);
        byte[] photo;
        try {
            photo = Files.readAllBytes(sample.file());
        } catch (IOException unreadable) {
            return Line.failed(sample, unreadable.toString());
        }
        Evaluation evaluation;
        try {
            evaluation = evaluator.evaluate(photo, assignment.settings(), assignment.plan());
        } catch (ServiceException refusal) {
            return Line.failed(sample, refusal.problem().title() + ": " + refusal.getMessage());
        }
        if (index < assignment.sheets()) {
            Photo sheet = Photo.of(ContactSheet.of(chosen(evaluation.examples(), index)), ImageFormat.JPEG);
            Files.write(sheet(assignment, index), encoder.encode(sheet, SHEET));
        }
        return Line.of(sample, evaluation.photo(), evaluation.examples());
    }

    /** One edit of the first face by each manipulator, another one for every photo. */
    private static List<Example> chosen(List<Example> examples, int index) {
        Map<String, List<Example>> byManipulator = new LinkedHashMap<>();
        examples.stream().filter(example -> example.face() == 0).forEach(example -> byManipulator
                .computeIfAbsent(example.manipulator(), id -> new ArrayList<>())
                .add(example));
        return byManipulator.values().stream()
                .map(edits -> edits.get(index % edits.size()))
                .toList();
    }

    private static Path sheet(Assignment assignment, int index) {
        return assignment.folder().resolve(Report.SHEETS).resolve("%05d.jpg".formatted(index));
    }

    private Results report(Assignment assignment, Protocol protocol, Results.Effort effort, Map<String, Line> lines)
            throws IOException {
        List<Entry> entries = new ArrayList<>();
        Map<String, String> failures = new LinkedHashMap<>();
        Map<String, String> sheets = new LinkedHashMap<>();
        Map<String, Embeddings> embeddings = new TreeMap<>();
        for (int i = 0; i < assignment.samples().size(); i++) {
            Sample sample = assignment.samples().get(i);
            Line line = lines.get(sample.name());
            if (line == null || line.photo() == null) {
                failures.put(sample.name(), line == null || line.failure() == null ? "missing" : line.failure());
                continue;
            }
            entries.add(new Entry(sample.name(), sample.person(), line.photo()));
            line.identities().forEach(identity -> embeddings
                    .computeIfAbsent(identity.manipulator(), id -> new Embeddings())
                    .add(identity));
            Path sheet = sheet(assignment, i);
            if (Files.exists(sheet)) {
                sheets.put(sample.name(), sheet.getFileName().toString());
            }
        }
        Map<String, Frechet> distances = new TreeMap<>();
        embeddings.forEach((id, sets) -> sets.distance().ifPresent(distance -> distances.put(id, distance)));
        Summary summary = entries.isEmpty() ? null : summaries.of(entries, protocols.attacked(assignment), distances);
        Results results = new Results(protocol, effort, summary, failures);
        new Report(assignment.folder()).write(results, entries, sheets);
        return results;
    }

    private double networkSeconds() {
        return meters.find("faceward.batch.compute").timers().stream()
                .mapToDouble((Timer timer) -> timer.totalTime(TimeUnit.SECONDS))
                .sum();
    }
}
