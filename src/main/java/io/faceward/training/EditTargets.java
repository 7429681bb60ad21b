package io.faceward.training;

import java.util.SplittableRandom;

/** What the generator is asked for in a step: mostly one attribute changed, sometimes nothing or another face's labels. */
final class EditTargets {

    private static final double ONE_CHANGED = 0.72;
    private static final double OWN = 0.14;

    /** How often each attribute is the one: blond is rare among the faces and hard to make. */
    private static final double[] OFTEN = {1, 1.5, 1, 1.5, 1.5};

    private final SplittableRandom random;

    EditTargets(SplittableRandom random) {
        this.random = random;
    }

    /** @param labels of N faces, one after the other */
    float[] targets(float[] labels) {
        int k = FaceAttributes.NAMES.size();
        int n = labels.length / k;
        float[] targets = labels.clone();
        for (int i = 0; i < n; i++) {
            double draw = random.nextDouble();
            if (draw < ONE_CHANGED) {
                change(targets, i * k);
            } else if (draw >= ONE_CHANGED + OWN) {
                System.arraycopy(labels, random.nextInt(n) * k, targets, i * k, k);
            }
        }
        return targets;
    }

    private void change(float[] targets, int at) {
        int attribute = choose();
        if (attribute < FaceAttributes.HAIR_COLOURS) {
            while (targets[at + attribute] == 1) {
                attribute = random.nextInt(FaceAttributes.HAIR_COLOURS);
            }
            set(targets, at, attribute);
        } else {
            targets[at + attribute] = 1 - targets[at + attribute];
        }
    }

    /** Gives a face one hair colour. */
    static void set(float[] targets, int at, int colour) {
        for (int i = 0; i < FaceAttributes.HAIR_COLOURS; i++) {
            targets[at + i] = i == colour ? 1 : 0;
        }
    }

    private int choose() {
        double sum = 0;
        for (double often : OFTEN) {
            sum += often;
        }
        double draw = random.nextDouble(sum);
        int attribute = 0;
        while (draw >= OFTEN[attribute]) {
            draw -= OFTEN[attribute++];
        }
        return attribute;
    }
}
