package io.faceward.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faceward.image.Pixels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CropsTests {

    private static final int SIDE = 256;

    private final Crops crops = new Crops(FaceProperties.defaults());

    @Test
    void aSquareOfTheNetworksSizeIsCopiedExactly() {
        Pixels photo = Photos.random(400, 300, 1);

        Crop crop = cut(photo, new Face(100, 60, 142.2f, 100, 1, List.of()));

        assertThat(crop.square().side()).isEqualTo(SIDE);
        float largest = 0;
        for (int i = 0; i < 3 * SIDE * SIDE; i++) {
            int x = crop.square().x() + i % SIDE;
            int y = crop.square().y() + i / SIDE % SIDE;
            float level = Photos.level(photo, x, y, i / (SIDE * SIDE)) / 127.5f - 1;
            largest = Math.max(largest, Math.abs(crop.image().data()[i] - level));
        }
        assertThat(largest).isLessThan(1e-6f);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "10, 10", "3, 200", "900, 700"})
    void anySizeGivesAFullCropInRange(int width, int height) {
        Crop crop = cut(Photos.random(width, height, 2), new Face(0, 0, width, height, 1, List.of()));

        assertThat(crop.image().hasShape(3, SIDE, SIDE)).isTrue();
        float largest = 0;
        for (float value : crop.image().data()) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(largest).isBetween(0f, 1f);
    }

    @Test
    void beyondTheEdgesTheEdgeIsRepeated() {
        Pixels photo = Photos.plain(100, 100, 40);
        Arrays.fill(photo.rgb(), 0, 300, (byte) 200);

        Crop crop = cut(photo, new Face(0, 0, 200, 100, 1, List.of()));

        assertThat(crop.square().side()).isEqualTo(360);
        int above = (int) ((-crop.square().y()) * SIDE / 360.0) - 2;
        assertThat(above).isPositive();
        for (int row = 0; row < above; row++) {
            assertThat(crop.image().data()[row * SIDE + 5]).isCloseTo(200 / 127.5f - 1, within(1e-5f));
        }
        assertThat(crop.image().data()[SIDE * SIDE - 1]).isCloseTo(40 / 127.5f - 1, within(1e-5f));
    }

    @Test
    void shrinkingKeepsTheMean() {
        Pixels photo = Photos.random(900, 900, 3);
        Crop crop = cut(photo, new Face(200, 200, 500, 500, 1, List.of()));

        double mean = 0;
        for (float value : crop.image().data()) {
            mean += value / crop.image().data().length;
        }
        double expected = 0;
        for (byte level : photo.rgb()) {
            expected += ((level & 0xff) / 127.5 - 1) / photo.rgb().length;
        }
        assertThat(mean).isCloseTo(expected, within(1e-4));
    }

    @Test
    void keepsTheOrderOfTheFaces() {
        Face first = new Face(0, 0, 50, 50, 1, List.of());
        Face second = new Face(100, 100, 20, 20, 0.9f, List.of());

        assertThat(crops.cut(Photos.random(200, 200, 4), List.of(first, second)))
                .extracting(Crop::face)
                .containsExactly(first, second);
    }

    private Crop cut(Pixels photo, Face face) {
        return crops.cut(photo, List.of(face)).get(0);
    }
}
