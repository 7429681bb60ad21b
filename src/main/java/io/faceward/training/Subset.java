package io.faceward.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Some of several, for a step that cannot afford all. */
final class Subset {

    private Subset() {}

    /** So many of them in random order, or all where there are fewer. */
    static <T> List<T> drawn(List<T> all, int most, SplittableRandom random) {
        List<T> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(random.nextLong()));
        return shuffled.subList(0, Math.min(most, shuffled.size()));
    }
}
