package io.faceward.protect.iterative;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

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
        return (float) parts(face, 1).min().orElseThrow();
    }

    /**
     * How near a face is to having every edit broken: the mean over its edits of how far each is on its way, 1 if all are there.
     *
     * @param margin factor on the thresholds
     */
    double success(int face, float margin) {
        return parts(face, margin).map(part -> Math.min(1, part)).average().orElseThrow();
    }

    /** The changes of a face in parts of its thresholds times a factor. */
    private DoubleStream parts(int face, float factor) {
        return IntStream.range(0, changes.length).boxed().flatMapToDouble(target -> {
            float threshold = factor * targets.get(target).threshold();
            return Arrays.stream(changes[target]).mapToDouble(edit -> edit[face] / threshold);
        });
    }
}
