package io.faceward.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Training pictures parted by people: some whom a run is not trained on, but measured with. Immutable.
 *
 * @param train pictures of everybody else
 * @param heldOut one picture of each of the people held out
 */
record HeldOutPeople(List<FacePicture> train, List<FacePicture> heldOut) {

    /** What tells a person's pictures apart in the names of files such as {@code Ann_Lee_2.jpg}. */
    private static final String NUMBER = "_\\d+\\.\\w+$";

    /** @param people held out, evenly spread over all in the order of the pictures; at least one is trained on */
    static HeldOutPeople of(List<FacePicture> pictures, int people) {
        Map<String, List<FacePicture>> byPerson = new LinkedHashMap<>();
        for (FacePicture picture : pictures) {
            byPerson.computeIfAbsent(picture.file().replaceFirst(NUMBER, ""), person -> new ArrayList<>())
                    .add(picture);
        }
        int total = byPerson.size();
        int held = Math.min(people, total - 1);
        List<FacePicture> train = new ArrayList<>();
        List<FacePicture> heldOut = new ArrayList<>();
        int person = 0;
        for (List<FacePicture> own : byPerson.values()) {
            // True for exactly `held` of the numbers from 0 to total - 1.
            if ((long) (person + 1) * held / total > (long) person * held / total) {
                heldOut.add(own.get(0));
            } else {
                train.addAll(own);
            }
            person++;
        }
        return new HeldOutPeople(train, heldOut);
    }
}
