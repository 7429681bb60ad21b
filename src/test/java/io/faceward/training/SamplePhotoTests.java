package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.faceward.SharedData;
import io.faceward.face.Face;
import io.faceward.face.FaceDetector;
import io.faceward.face.FaceDetectors;
import io.faceward.face.FaceProperties;
import io.faceward.image.Pixels;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplePhotoTests {

    private static final String YUNET = "weights/detector/yunet_n_640_640.onnx";

    @Test
    void theShippedPhotoShowsOneFaceToTheDefaultDetector() throws Exception {
        try (FaceDetector detector = FaceDetectors.open(FaceProperties.defaults())) {
            assertThat(detector.detect(shipped())).hasSize(1).allSatisfy(SamplePhotoTests::isInTheMiddle);
        }
    }

    @Test
    void theShippedPhotoShowsOneFaceToYuNet() throws Exception {
        Pixels photo = shipped();
        try (FaceDetector detector = FaceDetectors.open(FaceProperties.yunet(SharedData.data(YUNET)))) {
            assertThat(detector.detect(photo)).hasSize(1).allSatisfy(SamplePhotoTests::isInTheMiddle);
        }
    }

    @Test
    void theShippedPhotoIsSmall() throws Exception {
        assertThat(Files.size(folder().resolve("portrait.jpg"))).isLessThanOrEqualTo(150_000);
        assertThat(shipped().width()).isEqualTo(SamplePhoto.WIDTH);
        assertThat(shipped().height()).isEqualTo(SamplePhoto.HEIGHT);
    }

    @Test
    void blendsTheSamePortraitsIntoTheSameFile(@TempDir Path temp) throws IOException {
        List<Pixels> portraits = PortraitFiles.read(SharedData.data("faces/ffhq256/train"), 8);
        assertThat(portraits).hasSize(8);
        try (FaceDetector detector = FaceDetectors.open(FaceProperties.yunet(SharedData.data(YUNET)))) {
            SamplePhoto sample = new SamplePhoto(detector);
            Pixels photo = sample.blend(portraits);
            PortraitFiles.write(photo, temp.resolve("one.jpg"));
            PortraitFiles.write(sample.blend(portraits), temp.resolve("two.jpg"));

            assertThat(temp.resolve("one.jpg")).hasSameBinaryContentAs(temp.resolve("two.jpg"));
            assertThat(detector.detect(photo)).hasSize(1).allSatisfy(SamplePhotoTests::isInTheMiddle);
        }
    }

    @Test
    void refusesPortraitsWithoutAFace() {
        FaceDetector blind = new FaceDetector() {
            @Override
            public String name() {
                return "blind";
            }

            @Override
            public List<Face> detect(Pixels photo) {
                return List.of();
            }

            @Override
            public void close() {}
        };

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SamplePhoto(blind).blend(List.of(new Pixels(1, 1, new byte[3]))))
                .withMessageContaining("1 portraits");
    }

    private static void isInTheMiddle(Face face) {
        assertThat(face.x() + face.width() / 2).isBetween(354f, 414f);
        assertThat(face.y() + face.height() / 2).isBetween(420f, 540f);
        assertThat(Math.max(face.width(), face.height())).isBetween(400f, 560f);
    }

    private static Pixels shipped() throws IOException, URISyntaxException {
        return PortraitFiles.read(folder(), 1).get(0);
    }

    private static Path folder() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(SamplePhotoTests.class.getResource("/sample/portrait.jpg"))
                        .toURI())
                .resolveSibling("");
    }
}
