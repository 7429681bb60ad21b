package io.faceward.training;

import io.faceward.face.Face;
import io.faceward.face.FaceDetector;
import io.faceward.image.Pixels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well a detector sees what the teacher sees, summed over photos. For one thread.
 *
 * <p>A face of the teacher is found when a find overlaps it by half (intersection over union); a find that overlaps
 * nothing that the teacher sees, not even doubtfully, is a false alarm. Landmarks are compared with the teacher's
 * {@link Consensus}, beside what a single look of the teacher differs from that.
 */
final class DetectorFigures {

    private static final double FOUND = 0.5;
    private static final double EXCUSED = 0.2;

    /** Smallest faces, in pixels, of the classes by size. */
    private static final int[] SIZES = {20, 40, 80, 160, 320};

    /** From this size on recall and landmarks are promised. */
    private static final int PROMISED = 40;

    private final FaceDetector detector;
    private final FaceDetector teacher;
    private final Consensus consensus;
    private final int[] faces = new int[SIZES.length];
    private final int[] found = new int[SIZES.length];
    private final List<String> missed = new ArrayList<>();
    private int photos;
    private int falseAlarms;
    private int faceless;
    private int falseAlarmsOnFaceless;
    private double landmarkError;
    private double landmarkErrorOfOneLook;
    private int landmarkFaces;

    /**
     * Both detectors stay the caller's.
     *
     * @param teacher tells doubtful faces, too, by a score below {@link FaceLabels#SURE}
     */
    DetectorFigures(FaceDetector detector, FaceDetector teacher) {
        this.detector = detector;
        this.teacher = teacher;
        this.consensus = new Consensus(teacher);
    }

    /** Measures one photo. */
    void add(Pixels photo) {
        List<Face> truth = teacher.detect(photo);
        List<Face> agreed = consensus.of(truth, photo);
        List<Face> finds = detector.detect(photo);
        photos++;
        int alarms = (int) finds.stream()
                .filter(find ->
                        truth.stream().noneMatch(face -> face.overlap(find) > EXCUSED || face.holds(find.centre())))
                .count();
        falseAlarms += alarms;
        if (truth.isEmpty()) {
            faceless++;
            falseAlarmsOnFaceless += alarms;
        }
        for (int i = 0; i < truth.size(); i++) {
            if (truth.get(i).score() >= FaceLabels.SURE) {
                look(truth.get(i), agreed.get(i), finds);
            }
        }
    }

    private void look(Face face, Face agreed, List<Face> finds) {
        Face best = finds.stream()
                .max((a, b) -> Double.compare(a.overlap(face), b.overlap(face)))
                .filter(find -> find.overlap(face) >= FOUND)
                .orElse(null);
        for (int i = SIZES.length - 1; i >= 0; i--) {
            if (face.side() >= SIZES[i]) {
                faces[i]++;
                found[i] += best == null ? 0 : 1;
                break;
            }
        }
        if (best != null && face.side() >= PROMISED) {
            landmarkError += error(best, agreed);
            landmarkErrorOfOneLook += error(face, agreed);
            landmarkFaces++;
        }
    }

    /** Mean distance of the landmarks in parts of the distance of the eyes. */
    private static double error(Face find, Face face) {
        double sum = 0;
        for (int i = 0; i < face.landmarks().size(); i++) {
            sum += find.landmarks().get(i).distance(face.landmarks().get(i));
        }
        return sum
                / face.landmarks().size()
                / face.landmarks().get(0).distance(face.landmarks().get(1));
    }

    /** As the model card tells them; figures that nothing was measured for are left out. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("photos", photos);
        Map<String, Object> recall = new LinkedHashMap<>();
        int all = 0;
        int seen = 0;
        for (int i = 0; i < SIZES.length; i++) {
            if (faces[i] > 0) {
                recall.put("from" + SIZES[i] + "px", "%d of %d".formatted(found[i], faces[i]));
            }
            all += SIZES[i] >= PROMISED ? faces[i] : 0;
            seen += SIZES[i] >= PROMISED ? found[i] : 0;
        }
        if (all > 0) {
            figures.put("recallFrom40px", rounded((double) seen / all));
        }
        figures.put("recallBySize", recall);
        figures.put("falseAlarmsPerPhoto", rounded((double) falseAlarms / photos));
        if (faceless > 0) {
            figures.put("facelessPhotos", faceless);
            figures.put("falseAlarmsPerFacelessPhoto", rounded((double) falseAlarmsOnFaceless / faceless));
        }
        if (landmarkFaces > 0) {
            figures.put("landmarkErrorByEyeDistance", rounded(landmarkError / landmarkFaces));
            figures.put("ofOneLookOfTheTeacher", rounded(landmarkErrorOfOneLook / landmarkFaces));
        }
        return figures;
    }

    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
