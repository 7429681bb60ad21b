package io.faceward.protect.iterative;

import java.util.List;

/** How far every edit of every face is changed, as far as that is known: what is not counts as unchanged. For one thread. */
final class Changes {

    private final List<Target> targets;
    private final float[][][] changes;

    Changes(FaceBatch faces) {
        targets = faces.targets();
        changes = targets.stream()
                .map(target -> new float[target.edits()][faces.size()])
                .toArray(float[][][]::new);
    }

    /**
     * Takes note.
     *
     * @param target its place among the targets
     * @param change mean square change of an edit of each face
     */
    void note(int target, int edit, float[] change) {
        changes[target][edit] = change;
    }

    /** The change of the edit of a face that changes least, in parts of its threshold: 1 or more is broken. */
    float weakest(int face) {
        float least = Float.POSITIVE_INFINITY;
        for (int target = 0; target < changes.length; target++) {
            for (float[] edit : changes[target]) {
                least = Math.min(least, edit[face] / targets.get(target).threshold());
            }
        }
        return least;
    }

    /**
     * How near a face is to having every edit broken: the mean over its edits of how far each is on its way, 1 if all are there.
     *
     * @param margin factor on the thresholds
     */
    double success(int face, float margin) {
        double sum = 0;
        int edits = 0;
        for (int target = 0; target < changes.length; target++) {
            for (float[] edit : changes[target]) {
                sum += Math.min(1, edit[face] / (margin * targets.get(target).threshold()));
                edits++;
            }
        }
        return sum / edits;
    }
}
