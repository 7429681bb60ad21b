package io.faceward.face;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.equalizeHist;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Finds upright, frontal faces with a Haar cascade and believes only those that an LBP cascade, trained on other
 * features, sees as well. Not thread-safe; knows no landmarks.
 *
 * <p>It needs no model file, which is all that speaks for it: on group photos it misses one face in six, and turned
 * heads nearly always. The score is not a probability: it grows with the number of agreeing windows.
 */
final class HaarDetector implements NativeDetector {

    private static final double STEP = 1.1;
    private static final int VOTES = 3;
    private static final int LEAST = 20;

    /** The cascade frames a face more tightly than YuNet, for whose boxes the crops are made; the median ratio. */
    private static final float BOX = 1.14f;

    /** Side to which a find is brought for the second opinion, and its finer settings. */
    private static final int CLOSE_UP = 96;

    private static final double CLOSE_UP_STEP = 1.05;
    private static final int CLOSE_UP_VOTES = 2;
    private static final int CLOSE_UP_LEAST = 60;

    private final Cascade faces = new Cascade("haarcascades/haarcascade_frontalface_alt2");
    private final Cascade second = new Cascade("lbpcascades/lbpcascade_frontalface_improved");

    @Override
    public List<Face> detect(Mat bgr) {
        try (Mat grey = new Mat()) {
            cvtColor(bgr, grey, COLOR_BGR2GRAY);
            equalizeHist(grey, grey);
            return faces.find(grey, STEP, VOTES, LEAST).stream()
                    .filter(find -> confirmed(grey, find))
                    .map(HaarDetector::face)
                    .toList();
        }
    }

    private boolean confirmed(Mat grey, Cascade.Find find) {
        int margin = find.width() / 4;
        int left = Math.max(0, find.x() - margin);
        int top = Math.max(0, find.y() - margin);
        int right = Math.min(grey.cols(), find.x() + find.width() + margin);
        int bottom = Math.min(grey.rows(), find.y() + find.height() + margin);
        int width = (right - left) * CLOSE_UP / find.width();
        int height = (bottom - top) * CLOSE_UP / find.width();
        try (Rect around = new Rect(left, top, right - left, bottom - top);
                Mat region = new Mat(grey, around);
                Size size = new Size(width, height);
                Mat closeUp = new Mat()) {
            resize(region, closeUp, size);
            equalizeHist(closeUp, closeUp);
            return !second.find(closeUp, CLOSE_UP_STEP, CLOSE_UP_VOTES, CLOSE_UP_LEAST)
                    .isEmpty();
        }
    }

    private static Face face(Cascade.Find find) {
        float score = (float) find.votes() / (find.votes() + VOTES);
        float growth = (BOX - 1) / 2;
        return new Face(
                find.x() - growth * find.width(),
                find.y() - growth * find.height(),
                BOX * find.width(),
                BOX * find.height(),
                score,
                List.of());
    }

    @Override
    public void close() {
        faces.close();
        second.close();
    }
}
