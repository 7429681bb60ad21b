package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.face.Face;
import io.faceward.face.Face.Point;
import io.faceward.face.FaceDetector;
import io.faceward.image.Pixels;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DetectorFiguresTests {

    private static final Pixels PHOTO = new Pixels(1, 1, new byte[3]);

    @Test
    void countsWhatIsFoundBySizeAndHowFarLandmarksAreOff() {
        DetectorFigures figures = figures(
                List.of(face(0, 100, 0.9f, 0), face(200, 100, 0.9f, 0), face(400, 50, 0.9f, 0), face(500, 30, 0.9f, 0)),
                List.of(face(10, 100, 0.9f, 5), face(400, 50, 0.9f, 0)));

        assertThat(figures.figures())
                .containsEntry("recallFrom40px", 0.6667)
                .containsEntry("recallBySize", Map.of("from20px", "0 of 1", "from40px", "1 of 1", "from80px", "1 of 2"))
                .containsEntry("falseAlarmsPerPhoto", 0.0)
                // One of the two found is 15 pixels off to the right with eyes 40 apart.
                .containsEntry("landmarkErrorByEyeDistance", 0.1875);
    }

    @Test
    void aFindThatOverlapsTooLittleIsAMissButNoFalseAlarm() {
        assertThat(figures(List.of(face(0, 100, 0.9f, 0)), List.of(face(50, 100, 0.9f, 0)))
                        .figures())
                .containsEntry("recallFrom40px", 0.0)
                .containsEntry("falseAlarmsPerPhoto", 0.0)
                .doesNotContainKey("landmarkErrorByEyeDistance");
    }

    @Test
    void aFindOfWhatTheTeacherDoubtsIsNoFalseAlarmAndAMissOfItIsNone() {
        assertThat(figures(List.of(face(0, 100, 0.4f, 0)), List.of(face(0, 100, 0.9f, 0)))
                        .figures())
                .containsEntry("falseAlarmsPerPhoto", 0.0)
                .doesNotContainKey("recallFrom40px")
                .doesNotContainKey("facelessPhotos");
    }

    @Test
    void falseAlarmsOnFacelessPhotosCountOnTheirOwn() {
        assertThat(figures(List.of(), List.of(face(0, 100, 0.9f, 0), face(300, 60, 0.9f, 0)))
                        .figures())
                .containsEntry("facelessPhotos", 1)
                .containsEntry("falseAlarmsPerFacelessPhoto", 2.0);
    }

    private static DetectorFigures figures(List<Face> truth, List<Face> finds) {
        DetectorFigures figures = new DetectorFigures(fixed(finds), fixed(truth));
        figures.add(PHOTO);
        return figures;
    }

    static FaceDetector fixed(List<Face> faces) {
        return new FaceDetector() {
            @Override
            public String name() {
                return "fixed";
            }

            @Override
            public List<Face> detect(Pixels photo) {
                return faces;
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    private static Face face(float x, float side, float score, float shift) {
        float eyes = x + 0.3f * side + shift;
        return new Face(
                x,
                0,
                side,
                side,
                score,
                List.of(
                        new Point(eyes, 40),
                        new Point(eyes + 0.4f * side, 40),
                        new Point(eyes, 60),
                        new Point(eyes, 80),
                        new Point(eyes, 80)));
    }
}
