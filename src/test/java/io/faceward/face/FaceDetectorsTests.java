package io.faceward.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.faceward.SharedData;
import io.faceward.image.Pixels;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaceDetectorsTests {

    private static final String YUNET = "weights/detector/yunet_n_640_640.onnx";

    @AutoClose
    private static FaceDetector yunet;

    @AutoClose
    private static FaceDetector haar;

    @BeforeAll
    static void open() {
        yunet = FaceDetectors.open(FaceProperties.yunet(SharedData.data(YUNET)));
        haar = FaceDetectors.open(FaceProperties.defaults());
    }

    @ParameterizedTest
    @CsvSource({
        "group-1.jpg, 14, 15",
        "bald_guys.jpg, 22, 26",
        "couple.jpg, 2, 2",
        "img40.jpg, 1, 1",
        "background.jpg, 0, 0"
    })
    void yunetFindsNineInTenFaces(String photo, int least, int most) {
        List<Face> faces = yunet.detect(photo(photo));

        assertThat(faces).hasSizeBetween(least, most);
        assertThat(faces).isSortedAccordingTo((a, b) -> Float.compare(b.score(), a.score()));
        assertThat(faces).allSatisfy(FaceDetectorsTests::landmarksLieInTheirPlaces);
    }

    @ParameterizedTest
    @CsvSource({"couple.jpg, 2", "group-1.jpg, 12", "group-3.jpg, 4", "img57.jpg, 1", "background.jpg, 0"})
    void haarFindsFrontalFacesAndNothingElse(String photo, int least) {
        Pixels pixels = photo(photo);
        List<Face> known = yunet.detect(pixels);
        List<Face> faces = haar.detect(pixels);

        assertThat(faces).hasSizeGreaterThanOrEqualTo(least);
        assertThat(faces).allMatch(face -> known.stream().anyMatch(other -> face.overlap(other) > 0.4));
    }

    @Test
    void yunetSeesSmallFacesInALargePhoto() {
        Pixels portrait = photo("person-vlado.jpg");
        Pixels large = Photos.plain(4600, 3000, 90);
        // The face in the portrait is 147 pixels wide, so these are just under 40.
        for (int copy = 0; copy < 8; copy++) {
            shrinkFourfold(portrait, large, 200 + 540 * copy, 300 + 310 * copy);
        }

        assertThat(yunet.detect(large)).hasSizeBetween(7, 8);
        try (FaceDetector once = FaceDetectors.open(yunet(0, 100))) {
            assertThat(once.detect(large)).hasSizeLessThan(7);
        }
    }

    @Test
    void refusesMoreFacesThanAllowed() {
        Pixels couple = photo("couple.jpg");
        try (FaceDetector detector = FaceDetectors.open(yunet(2048, 1))) {
            assertThatExceptionOfType(ServiceException.class)
                    .isThrownBy(() -> detector.detect(couple))
                    .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.TOO_MANY_FACES))
                    .satisfies(refusal -> assertThat(refusal.properties())
                            .containsEntry("limit", 1)
                            .containsEntry("actual", 2));
        }
    }

    @Test
    void yunetGivesTheSameAnswerToManyThreads() {
        Pixels couple = photo("couple.jpg");
        List<Face> alone = yunet.detect(couple);

        assertThat(IntStream.range(0, 8).parallel().mapToObj(i -> yunet.detect(couple)))
                .allSatisfy(faces -> assertThat(faces).isEqualTo(alone));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "10, 10", "19, 21", "5000, 2", "1, 3000"})
    void anySizeOfPhotoIsLookedAt(int width, int height) {
        Pixels photo = Photos.random(width, height, 5);
        assertThat(haar.detect(photo)).isEmpty();
        assertThat(yunet.detect(photo)).isEmpty();
    }

    @Test
    void haarFramesAFaceAsYunetDoes() {
        Pixels photo = photo("img57.jpg");
        Face one = haar.detect(photo).get(0);
        Face other = yunet.detect(photo).get(0);

        assertThat(Math.max(one.width(), one.height()) / Math.max(other.width(), other.height()))
                .isCloseTo(1, within(0.15f));
    }

    private static FaceProperties yunet(int fineLongSide, int maxFaces) {
        return FaceProperties.with(Map.of(
                "yunet-model",
                SharedData.data(YUNET).toString(),
                "yunet-fine-long-side",
                String.valueOf(fineLongSide),
                "max-faces",
                String.valueOf(maxFaces),
                "detectors",
                "1"));
    }

    private static Pixels photo(String name) {
        return Photos.read(SharedData.data("photos/" + name));
    }

    private static void landmarksLieInTheirPlaces(Face face) {
        List<Face.Point> points = face.landmarks();
        assertThat(points).hasSize(5);
        assertThat(points)
                .allMatch(point -> point.x() > face.x() - 0.2f * face.width()
                        && point.x() < face.x() + 1.2f * face.width()
                        && point.y() > face.y()
                        && point.y() < face.y() + face.height());
        assertThat(points.get(0).x()).isLessThan(points.get(1).x());
        assertThat(points.get(3).x()).isLessThan(points.get(4).x());
        assertThat(points.get(0).y()).isLessThan(points.get(3).y());
    }

    private static void shrinkFourfold(Pixels source, Pixels target, int left, int top) {
        for (int y = 0; y < source.height() / 4; y++) {
            for (int i = 0; i < source.width() / 4 * 3; i++) {
                int sum = 0;
                for (int k = 0; k < 16; k++) {
                    sum += Photos.level(source, i / 3 * 4 + k % 4, 4 * y + k / 4, i % 3);
                }
                target.rgb()[3 * ((top + y) * target.width() + left) + i] = (byte) (sum / 16);
            }
        }
    }
}
