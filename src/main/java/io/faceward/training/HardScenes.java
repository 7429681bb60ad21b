package io.faceward.training;

import static java.util.Objects.requireNonNull;

import io.faceward.network.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Deals the numbers of scenes: new ones in turn, and now and then one again in which the detector saw a face where there is
 * none. For one thread.
 */
final class HardScenes {

    private static final int MOST = 400;
    private static final double AGAIN = 0.12;

    /** Score from which a false alarm is worth repeating. */
    static final float ALARM = 0.3f;

    private static final String STATE = "hard.scenes";

    private final long seed;
    private final Map<Long, Float> alarms = new LinkedHashMap<>();

    HardScenes(long seed, Map<String, Tensor> resumed) {
        this.seed = seed;
        if (!resumed.isEmpty()) {
            float[] rows = requireNonNull(resumed.get(STATE)).data();
            for (int i = 0; i + 1 < rows.length; i += 2) {
                alarms.put((long) rows[i], rows[i + 1]);
            }
        }
    }

    /** The numbers of the scenes of a step. */
    List<Long> deal(long step, int batch) {
        var random = new SplittableRandom(seed * 31 + step);
        List<Long> known = List.copyOf(alarms.keySet());
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < batch; i++) {
            boolean again = !known.isEmpty() && random.nextDouble() < AGAIN;
            numbers.add(again ? known.get(random.nextInt(known.size())) : Long.valueOf(step * batch + i));
        }
        return numbers;
    }

    boolean contains(long number) {
        return alarms.containsKey(number);
    }

    /** Notes the worst false alarm of a scene; one that is none any more is forgotten, and so is the oldest of too many. */
    void note(long number, float score) {
        alarms.remove(number);
        if (score >= ALARM) {
            alarms.put(number, score);
        }
        if (alarms.size() > MOST) {
            alarms.remove(alarms.keySet().iterator().next());
        }
    }

    /** A row for each scene with its number and score. Numbers are exact up to 2^24. */
    void save(Map<String, Tensor> into) {
        float[] rows = new float[2 * alarms.size()];
        int at = 0;
        for (Map.Entry<Long, Float> alarm : alarms.entrySet()) {
            rows[at++] = alarm.getKey();
            rows[at++] = alarm.getValue();
        }
        into.put(STATE, new Tensor(rows, alarms.size(), 2));
    }
}
