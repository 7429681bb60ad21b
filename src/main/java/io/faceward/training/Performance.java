package io.faceward.training;

import io.faceward.model.Bundle;
import io.faceward.model.Ceiling;
import io.faceward.network.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far the edits of each manipulator are changed: a running mean of L2_face, in parts of the ceiling that its card tells.
 * By itself L2_face says little: what breaks one manipulator a white-box attack hardly reaches on another. For one thread.
 */
final class Performance {

    private static final double DECAY = 0.9;

    private final Map<String, Double> ceilings = new HashMap<>();
    private final Map<String, Double> means = new TreeMap<>();

    /** @param resumed what {@link #checkpoint} answered, or nothing */
    Performance(Bundle bundle, List<String> ids, Map<String, Tensor> resumed) {
        for (String id : ids) {
            ceilings.put(
                    id, bundle.find(id).flatMap(Ceiling::of).map(Ceiling::face).orElse(1.0));
            Tensor kept = resumed.get(id);
            if (kept != null) {
                means.put(id, (double) kept.data()[0]);
            }
        }
    }

    /** K of a manipulator; 0 as long as nobody looked. */
    double of(String id) {
        return means.getOrDefault(id, 0.0);
    }

    /** @param l2Face mean square change of the face, in [-1,1] */
    void add(String id, double l2Face) {
        double share = l2Face / ceilings.getOrDefault(id, 1.0);
        means.merge(id, share, (mean, now) -> DECAY * mean + (1 - DECAY) * now);
    }

    Map<String, Tensor> checkpoint() {
        Map<String, Tensor> state = new TreeMap<>();
        means.forEach((id, mean) -> state.put(id, new Tensor(new float[] {mean.floatValue()})));
        return state;
    }
}
