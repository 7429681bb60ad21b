package io.faceward.evaluate;

import io.faceward.model.Manipulator;
import io.faceward.problem.Problem;
import java.util.List;

/**
 * What a photo is put through. Immutable.
 *
 * @param manipulators at least one
 * @param transforms at least one; example pictures are those of the first
 * @param control whether noise of the same bound is put through it, too
 * @param seed start of all randomness
 */
public record Plan(
        List<Manipulator> manipulators, List<Transform> transforms, boolean control, long seed, Limits limits) {

    public Plan {
        manipulators = List.copyOf(manipulators);
        transforms = List.copyOf(transforms);
    }

    /** @throws io.faceward.problem.ServiceException {@link Problem#TOO_MANY_PASSES} */
    void requirePasses(int faces, int treatments) {
        long edits = manipulators.stream()
                .mapToLong(manipulator ->
                        Math.max(1, manipulator.conditions().names().size()))
                .sum();
        long passes = faces * edits * transforms.size() * (1 + treatments);
        if (passes > limits.passes()) {
            throw Problem.TOO_MANY_PASSES
                    .because("%d faces, %d edits and %d transforms take %d forward passes"
                            .formatted(faces, edits, transforms.size(), passes))
                    .limit(limits.passes(), passes);
        }
    }
}
