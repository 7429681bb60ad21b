package io.faceward.training;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Thresholds of a classifier's logits, and how often it is right. */
final class Thresholds {

    private Thresholds() {}

    /**
     * For each attribute the logit at which as large a part of the faces with it is missed as of those without it is
     * taken for having it.
     */
    static float[] equalError(List<float[]> logits, List<LabelledFace> faces) {
        float[] thresholds = new float[FaceAttributes.NAMES.size()];
        for (int k = 0; k < thresholds.length; k++) {
            int attribute = k;
            double[] with = values(logits, faces, attribute, true);
            double[] without = values(logits, faces, attribute, false);
            double best = Double.MAX_VALUE;
            for (double candidate : with) {
                double missed = below(with, candidate);
                double wrong = 1 - below(without, candidate);
                if (Math.abs(missed - wrong) < best) {
                    best = Math.abs(missed - wrong);
                    thresholds[k] = (float) candidate;
                }
            }
        }
        return thresholds;
    }

    /** For each attribute the part of the faces that are on the right side of its threshold. */
    static float[] accuracy(List<float[]> logits, float[] thresholds, List<LabelledFace> faces) {
        float[] right = new float[thresholds.length];
        for (int i = 0; i < faces.size(); i++) {
            for (int k = 0; k < right.length; k++) {
                boolean found = logits.get(i)[k] > thresholds[k];
                right[k] += found == faces.get(i).labels()[k] > 0 ? 1f / faces.size() : 0;
            }
        }
        return right;
    }

    /** As {@link #accuracy}, the mean of the faces with the attribute and of those without. */
    static float[] balancedAccuracy(List<float[]> logits, float[] thresholds, List<LabelledFace> faces) {
        float[] right = new float[thresholds.length];
        for (int k = 0; k < right.length; k++) {
            double hit = 1 - below(values(logits, faces, k, true), thresholds[k]);
            double spared = below(values(logits, faces, k, false), thresholds[k]);
            right[k] = (float) ((hit + spared) / 2);
        }
        return right;
    }

    private static double[] values(List<float[]> logits, List<LabelledFace> faces, int attribute, boolean with) {
        return IntStream.range(0, faces.size())
                .filter(i -> (faces.get(i).labels()[attribute] > 0) == with)
                .mapToDouble(i -> logits.get(i)[attribute])
                .toArray();
    }

    /** Part of the values at or below a limit; half where there are none. */
    private static double below(double[] values, double limit) {
        if (values.length == 0) {
            return 0.5;
        }
        return Arrays.stream(values).filter(value -> value <= limit).count() / (double) values.length;
    }
}
