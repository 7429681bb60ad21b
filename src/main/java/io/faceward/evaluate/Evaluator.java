package io.faceward.evaluate;

import io.faceward.face.Crop;
import io.faceward.face.Crops;
import io.faceward.face.Face;
import io.faceward.face.Raster;
import io.faceward.image.Brisque;
import io.faceward.inference.Deadline;
import io.faceward.inference.WorkerPool;
import io.faceward.model.Bundle;
import io.faceward.network.Tensor;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import io.faceward.protect.MemoryBudget;
import io.faceward.protect.Progress;
import io.faceward.protect.ProtectedPhoto;
import io.faceward.protect.Protector;
import io.faceward.protect.Settings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts a photo and its protected version through manipulators, as their attackers would: transformed, aligned by the
 * landmarks of the original, edited; and measures how far the edits of both are apart. Both are transformed alike, so that
 * what a transform does by itself is not counted. Thread-safe.
 */
public final class Evaluator {

    private final Protector protector;
    private final MemoryBudget budget;
    private final Pairing pairing;
    private final Crops crops;
    private final Brisque brisque;
    private final Bundle bundle;
    private final WorkerPool pool;
    private final EvaluateProperties properties;

    Evaluator(
            Protector protector,
            MemoryBudget budget,
            Pairing pairing,
            Crops crops,
            Brisque brisque,
            Bundle bundle,
            WorkerPool pool,
            EvaluateProperties properties) {
        this.protector = protector;
        this.budget = budget;
        this.pairing = pairing;
        this.crops = crops;
        this.brisque = brisque;
        this.bundle = bundle;
        this.pool = pool;
        this.properties = properties;
    }

    /**
     * Evaluates a protection that somebody else made; without a control, since its bound is not known.
     *
     * @throws ServiceException {@link Problem#NOT_A_PAIR}, {@link Problem#NO_FACE}, {@link Problem#TOO_MANY_PASSES}, what
     *     decoding refuses and what the pool answers
     */
    public Evaluation evaluate(byte[] original, byte[] protectedFile, Plan plan) {
        return evaluate(() -> pairing.of(original, protectedFile), plan, null);
    }

    /**
     * Protects a photo and evaluates that.
     *
     * @throws ServiceException what {@link Protector#protect} refuses, and as above
     */
    public Evaluation evaluate(byte[] original, Settings settings, Plan plan) {
        ProtectedPhoto photo =
                protector.protect(original, settings, plan.limits().time(), Progress.SILENT);
        return evaluate(() -> pairing.of(original, photo, settings.encoding(), plan), plan, photo);
    }

    private Evaluation evaluate(Supplier<Pair> source, Plan plan, @Nullable ProtectedPhoto protection) {
        Deadline deadline = Deadline.after(plan.limits().time());
        try (MemoryBudget.Share share = budget.reserve();
                Networks networks = new Networks(bundle, pool, properties.inflight(), deadline)) {
            Pair pair = source.get();
            // Every photo as it is, and as it is sent.
            share.shrinkTo(2L * pair.original().count() * (1 + pair.treated().size()));
            plan.requirePasses(pair.faces().size(), pair.treated().size());
            Sitting sitting = new Sitting(networks, pair, properties.idleChange());
            for (int i = 0; i < plan.transforms().size(); i++) {
                deadline.check("transform " + plan.transforms().get(i).name());
                sitting.run(plan.transforms().get(i), plan.manipulators(), plan.seed() + i, i == 0);
            }
            return new Evaluation(report(sitting, pair, networks), sitting.examples(), protection);
        }
    }

    private PhotoEvaluation report(Sitting sitting, Pair pair, Networks networks) {
        List<FaceEvaluation> faces = new ArrayList<>();
        for (Crop crop : pair.faces()) {
            Face face = crop.face();
            faces.add(new FaceEvaluation(
                    new FaceEvaluation.Box(face.x(), face.y(), face.width(), face.height()),
                    face.score(),
                    crop.square(),
                    quality(pair, crop, networks),
                    sitting.trials(faces.size())));
        }
        return new PhotoEvaluation(
                pair.original().width(), pair.original().height(), pair.facesFound(), faces, pair.notes());
    }

    private Map<Treatment, FaceQuality> quality(Pair pair, Crop crop, Networks networks) {
        Map<Treatment, FaceQuality> quality = new EnumMap<>(Treatment.class);
        pair.treated().forEach((treatment, photo) -> {
            Tensor treated = crops.cut(photo, List.of(crop.face())).get(0).image();
            quality.put(
                    treatment,
                    FaceQuality.of(
                            crop.square().of(pair.original()),
                            crop.square().of(photo),
                            Raster.of(crop.image()),
                            Raster.of(treated),
                            networks.perceptual(crop.image(), treated),
                            brisque));
        });
        return quality;
    }
}
