package io.faceward.training;

import io.faceward.face.Face;
import io.faceward.face.FaceDetector;
import io.faceward.image.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures a detector against the teacher on photographs, and on scenes and faceless parts of pictures of other people. */
final class DetectorExam {

    private static final Logger LOG = LoggerFactory.getLogger(DetectorExam.class);
    private static final Path PHOTOS = Path.of("photos");
    private static final int SCENE_SIDE = 640;
    private static final long FIRST_SCENE = 1_000_000;
    private static final int FACELESS_SIDE = 320;
    private static final int TIMES = 21;

    private final FaceDetector detector;
    private final FaceDetector teacher;
    private final int sceneCount;

    /** Both detectors stay the caller's; the teacher tells doubtful faces, too. */
    DetectorExam(FaceDetector detector, FaceDetector teacher, int sceneCount) {
        this.detector = detector;
        this.teacher = teacher;
        this.sceneCount = sceneCount;
    }

    /** All figures by set; photographs only where the data folder has them. */
    Map<String, Object> figures(Path data, List<LabelledPicture> others) throws IOException {
        Map<String, Object> figures = new LinkedHashMap<>();
        if (Files.isDirectory(data.resolve(PHOTOS))) {
            figures.put(PHOTOS.toString(), photographs(data.resolve(PHOTOS)));
        }
        figures.put("scenes", scenes(others));
        figures.put("facelessParts", facelessParts(others));
        figures.put("milliseconds640x640", milliseconds(others));
        figures.forEach((set, value) -> LOG.info("{}: {}", set, value));
        return figures;
    }

    private Map<String, Object> photographs(Path folder) throws IOException {
        DetectorFigures figures = new DetectorFigures(detector, teacher);
        for (Path file : PortraitFiles.in(folder)) {
            figures.add(Pictures.read(file));
        }
        return figures.figures();
    }

    private Map<String, Object> scenes(List<LabelledPicture> pictures) {
        DetectorFigures figures = new DetectorFigures(detector, teacher);
        Scenes scenes = new Scenes(SCENE_SIDE, pictures);
        for (int i = 0; i < sceneCount; i++) {
            figures.add(scenes.scene(FIRST_SCENE + i).pixels());
        }
        return figures.figures();
    }

    /** The largest quarters at the corners of pictures that no face reaches into, enlarged. */
    private Map<String, Object> facelessParts(List<LabelledPicture> pictures) {
        DetectorFigures figures = new DetectorFigures(detector, teacher);
        for (LabelledPicture picture : pictures) {
            Pixels pixels = Pictures.read(picture.file());
            int side = Math.min(pixels.width(), pixels.height()) / 3;
            for (int corner = 0; corner < 4; corner++) {
                int x = corner % 2 * (pixels.width() - side);
                int y = corner / 2 * (pixels.height() - side);
                Face part = new Face(x, y, side, side, 0, List.of());
                if (picture.faces().stream().allMatch(face -> face.overlap(part) == 0)) {
                    figures.add(Pictures.scaled(pixels.region(x, y, side, side), FACELESS_SIDE));
                }
            }
        }
        return figures.figures();
    }

    /** Median of a whole detection. */
    private double milliseconds(List<LabelledPicture> pictures) {
        Pixels scene = new Scenes(SCENE_SIDE, pictures).scene(FIRST_SCENE).pixels();
        double[] times = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            List<Face> unused = detector.detect(scene);
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        return Math.round(times[TIMES / 2] * 10) / 10.0;
    }
}
