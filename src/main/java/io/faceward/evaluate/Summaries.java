package io.faceward.evaluate;

import io.faceward.model.Bundle;
import io.faceward.model.Ceiling;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sums evaluations up, by the ceilings in the bundle's cards. Thread-safe. */
public final class Summaries {

    private final Bundle bundle;

    Summaries(Bundle bundle) {
        this.bundle = bundle;
    }

    private record Key(Treatment treatment, String manipulator, String transform) {}

    /** The trials of one cell. */
    private static final class Trials {
        private final Tally<Trial> counted = new Tally<>();
        private int idle;

        void add(String person, Trial trial) {
            if (trial.idle()) {
                idle++;
            } else {
                counted.add(person, trial);
            }
        }
    }

    /**
     * The summary of at least one photo.
     *
     * @param attacked ids of the manipulators that the protection was made against
     * @param distances of the clean from the disrupted edits, by manipulator
     */
    public Summary of(List<Entry> entries, Set<String> attacked, Map<String, Frechet> distances) {
        Map<Key, Trials> trials = new LinkedHashMap<>();
        Map<Treatment, Tally<FaceQuality>> quality = new EnumMap<>(Treatment.class);
        int faces = 0;
        for (Entry entry : entries) {
            for (FaceEvaluation face : entry.photo().faces()) {
                faces++;
                face.quality().forEach((treatment, figures) -> quality.computeIfAbsent(treatment, t -> new Tally<>())
                        .add(entry.person(), figures));
                for (Trial trial : face.trials()) {
                    Key key = new Key(trial.treatment(), trial.manipulator(), trial.transform());
                    trials.computeIfAbsent(key, unknown -> new Trials()).add(entry.person(), trial);
                }
            }
        }
        Map<Treatment, QualitySummary> shown = new EnumMap<>(Treatment.class);
        quality.forEach((treatment, tally) -> shown.put(treatment, QualitySummary.of(tally)));
        List<Cell> cells = new ArrayList<>();
        trials.forEach((key, collected) -> cells.add(cell(key, collected)));
        List<ManipulatorSummary> manipulators = cells.stream()
                .map(Cell::manipulator)
                .distinct()
                .map(id -> manipulator(id, cells, attacked.contains(id), distances.get(id)))
                .toList();
        int people = (int) entries.stream().map(Entry::person).distinct().count();
        return new Summary(
                entries.size(), people, faces, shown, manipulators, cells, Reach.transfer(manipulators, cells));
    }

    private ManipulatorSummary manipulator(String id, List<Cell> cells, boolean attacked, @Nullable Frechet distance) {
        Ceiling ceiling = ceiling(id);
        return new ManipulatorSummary(
                id,
                ceiling,
                ceiling == null ? null : ceiling.threshold(),
                attacked,
                Reach.robustness(id, cells),
                distance);
    }

    private Cell cell(Key key, Trials trials) {
        Tally<Trial> counted = trials.counted;
        return new Cell(
                key.treatment,
                key.manipulator,
                key.transform,
                counted.count(),
                trials.idle,
                counted.people(),
                counted.mean(trial -> trial.disruption().l2()),
                counted.mean(trial -> trial.disruption().l2Mask()),
                counted.mean(trial -> trial.disruption().l2Face()),
                counted.mean(trial -> trial.disruption().identity()),
                counted.mean(trial -> trial.disruption().identityLoss()),
                successes(counted, ceiling(key.manipulator)));
    }

    private static List<Cell.Success> successes(Tally<Trial> trials, @Nullable Ceiling ceiling) {
        List<Cell.Success> successes = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            successes.add(success(trials, rule, false, Rule.PAPERS, Rule.SAME_PERSON));
            if (ceiling != null) {
                successes.add(success(trials, rule, true, rule.threshold(ceiling), ceiling.similarity()));
            }
        }
        return successes;
    }

    private static Cell.Success success(
            Tally<Trial> trials, Rule rule, boolean calibrated, double threshold, double similarity) {
        return new Cell.Success(
                rule,
                calibrated,
                threshold,
                trials.rate(trial -> rule.holds(trial.disruption(), threshold, similarity)));
    }

    private @Nullable Ceiling ceiling(String manipulator) {
        return bundle.find(manipulator).flatMap(Ceiling::of).orElse(null);
    }
}
