package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.face.Face;
import io.faceward.image.Pixels;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HeldOutPeopleTests {

    @Test
    void nobodyIsTrainedOnWhoIsMeasuredWith() {
        List<FacePicture> pictures = Stream.of(
                        "00001.jpg", "00002.jpg", "Ann_1.jpg", "Ann_2.jpg", "Bo_Li_1.jpg", "Bo_Li_2.jpg", "Cy_7.png")
                .map(HeldOutPeopleTests::picture)
                .toList();

        HeldOutPeople people = HeldOutPeople.of(pictures, 2);

        assertThat(people.heldOut()).extracting(FacePicture::file).containsExactly("Ann_1.jpg", "Cy_7.png");
        assertThat(people.train())
                .extracting(FacePicture::file)
                .containsExactly("00001.jpg", "00002.jpg", "Bo_Li_1.jpg", "Bo_Li_2.jpg");
    }

    @Test
    void somebodyIsAlwaysLeftToTrainOn() {
        HeldOutPeople people = HeldOutPeople.of(List.of(picture("a.jpg"), picture("b.jpg")), 24);

        assertThat(people.heldOut()).hasSize(1);
        assertThat(people.train()).hasSize(1);
    }

    private static FacePicture picture(String file) {
        return new FacePicture(file, new Pixels(1, 1, new byte[3]), new Face(0, 0, 1, 1, 1, List.of()));
    }
}
