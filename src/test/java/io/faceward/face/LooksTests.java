package io.faceward.face;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LooksTests {

    private final Looks looks = new Looks(32, 1024, 2048);

    @Test
    void neverEnlargesThePhoto() {
        assertThat(sizes(looks, 300)).containsExactly(300);
    }

    @Test
    void looksOnceAtAPhotoWhoseSmallestFacesShowAtFirst() {
        assertThat(sizes(looks, 2000)).containsExactly(1024);
        assertThat(sizes(looks, 2500)).containsExactly(1024);
    }

    @Test
    void looksTwiceAtALargePhotoUpToTheLimit() {
        assertThat(sizes(looks, 3000)).containsExactly(1024, 1500);
        assertThat(sizes(looks, 20_000)).containsExactly(1024, 2048);
    }

    @Test
    void theSecondLookCanBeSwitchedOff() {
        assertThat(sizes(new Looks(32, 1024, 0), 20_000)).containsExactly(1024);
    }

    @Test
    void theSecondLookAddsOnlySmallFacesThatTheFirstMissed() {
        Face portrait = face(1000, 1000, 1500);
        Face small = face(100, 100, 50);
        Face nostrilInPortrait = face(1700, 1700, 50);
        Face largeAfterThought = face(3000, 100, 400);
        Map<Integer, List<Face>> finds =
                Map.of(1024, List.of(portrait), 2048, List.of(small, nostrilInPortrait, largeAfterThought));

        assertThat(looks.at(4600, finds::get)).containsExactly(portrait, small);
    }

    private static List<Integer> sizes(Looks looks, int photoSide) {
        List<Integer> sizes = new ArrayList<>();
        looks.at(photoSide, side -> {
            sizes.add(side);
            return List.of();
        });
        return sizes;
    }

    private static Face face(float x, float y, float side) {
        return new Face(x, y, side, side, 1, List.of());
    }
}
