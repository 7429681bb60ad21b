package io.faceward.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.faceward.face.Face.Point;
import io.faceward.face.Template;
import io.faceward.image.Fidelity;
import io.faceward.image.Noise;
import io.faceward.image.Pixels;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformsTests {

    private static final Pixels PHOTO = photo(90, 60);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jpeg:75",
                "jpeg:75:444",
                "webp:60",
                "resize:0.5",
                "blur:1",
                "median:3",
                "noise:2",
                "salt-and-pepper:0.05",
                "bits:4",
                "shift:3",
                "resize:0.5+jpeg:75",
                "social"
            })
    void changesThePhotoAlikeForTheSameSeedAndKeepsItsSize(String name) {
        Transform transform = read(name).get(0);
        Pixels sent = transform.apply(PHOTO, 1);
        assertThat(transform.name()).isEqualTo(name);
        assertThat(sent.width()).isEqualTo(90);
        assertThat(sent.height()).isEqualTo(60);
        assertThat(Fidelity.psnr(PHOTO, sent)).isBetween(10.0, 60.0);
        assertThat(transform.apply(PHOTO, 1).rgb()).isEqualTo(sent.rgb());
    }

    @Test
    void noneIsThePhotoItself() {
        assertThat(read("none").get(0).apply(PHOTO, 1)).isSameAs(PHOTO);
    }

    @Test
    void aSocialNetworkShrinksLargePhotos() {
        Pixels sent = read("social").get(0).apply(photo(2160, 400), 1);
        assertThat(sent.width()).isEqualTo(1080);
        assertThat(sent.height()).isEqualTo(200);
    }

    @Test
    void aShiftMovesTheContent() {
        Pixels sent = read("shift:3").get(0).apply(PHOTO, 1);
        assertThat(sent.region(0, 0, 80, 50).rgb())
                .isEqualTo(PHOTO.region(3, 3, 80, 50).rgb());
    }

    @Test
    void aCarelessCutLeavesThePhotoAndMissesTheFace() {
        Transform careless = read("crop-shift:0.08+crop-zoom:1.1").get(0);
        Point nose = Template.CELEBA.points().get(2);

        Point missed = careless.cut(Template.CELEBA).points().get(2);

        assertThat(careless.apply(PHOTO, 1)).isSameAs(PHOTO);
        assertThat(missed.x()).isCloseTo(0.5f + (nose.x() - 0.58f) / 1.1f, within(1e-6f));
        assertThat(missed.y()).isCloseTo(0.5f + (nose.y() - 0.58f) / 1.1f, within(1e-6f));
        assertThat(read("blur:1").get(0).cut(Template.CELEBA)).isSameAs(Template.CELEBA);
    }

    @Test
    void fewerBitsLeaveFewerLevels() {
        Pixels sent = read("bits:1").get(0).apply(PHOTO, 1);
        for (byte level : sent.rgb()) {
            assertThat(level).isIn((byte) 0, (byte) 255);
        }
    }

    @Test
    void theProbesAreEight() {
        assertThat(read("none,probes")).extracting(Transform::name).hasSize(9).containsAll(Transforms.PROBES);
    }

    @Test
    void namesThatAreGivenTwiceCountOnce() {
        assertThat(read("none, jpeg:75,jpeg:75")).extracting(Transform::name).containsExactly("none", "jpeg:75");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jpeg",
                "jpeg:",
                "jpeg:0",
                "jpeg:75.5",
                "jpeg:101",
                "jpeg:75:411",
                "webp:80:444",
                "blur:NaN",
                "blur:-1",
                "median:4",
                "bits:9",
                "resize:0",
                "noise:1e9",
                "upscale:2",
                "jpeg:75+",
                "none+jpeg:75",
                "crop-shift:0.3",
                "crop-zoom:0.5"
            })
    void whatIsUnknownOrOutOfRangeIsRefusedByName(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOfSatisfying(ServiceException.class, refusal -> {
            assertThat(refusal.problem()).isEqualTo(Problem.BAD_PARAMETER);
            assertThat(refusal.properties()).containsEntry("parameter", "transforms");
        });
    }

    @Test
    void tooManyStepsAreRefusedWithTheLimit() {
        assertThatThrownBy(() -> Transforms.read("none,blur:1+blur:1,jpeg:75", 3))
                .isInstanceOfSatisfying(ServiceException.class, refusal -> assertThat(refusal.properties())
                        .containsEntry("limit", 3)
                        .containsEntry("actual", 4));
    }

    private static List<Transform> read(String text) {
        return Transforms.read(text, 100);
    }

    private static Pixels photo(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (60 + 2 * (i / 3 % width) % 100 + i % 3 * 30);
        }
        return Noise.gaussian(new Pixels(width, height, rgb), 3, 5);
    }
}
