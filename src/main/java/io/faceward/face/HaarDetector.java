package io.faceward.face;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.equalizeHist;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/** Placeholder. */
final class HaarDetector implements NativeDetector {

    static double STEP = Double.parseDouble(System.getProperty("step", "1.1"));
    static int VOTES = Integer.getInteger("votes", 4);
    static int LEAST = Integer.getInteger("least", 24);
    static boolean EQ = Boolean.parseBoolean(System.getProperty("eq", "true"));
    static String SECOND = System.getProperty("second", "lbpcascades/lbpcascade_frontalface_improved");
    static int V2 = Integer.getInteger("v2", 2);
    static boolean EYES = Boolean.getBoolean("eyes");
    static int STRONG = Integer.getInteger("strong", 1000);

    private final Cascade faces =
            new Cascade("haarcascades/" + System.getProperty("first", "haarcascade_frontalface_alt2"));
    private final Cascade second = new Cascade(SECOND);
    private final Cascade eyes = new Cascade("haarcascades/haarcascade_eye_tree_eyeglasses");
    private final Cascade eyes2 = new Cascade("haarcascades/haarcascade_eye");

    @Override
    public List<Face> detect(Mat bgr) {
        try (Mat grey = new Mat()) {
            cvtColor(bgr, grey, COLOR_BGR2GRAY);
            if (EQ) equalizeHist(grey, grey);
            return faces.find(grey, STEP, VOTES, LEAST).stream()
                    .filter(find -> confirmed(grey, find))
                    .map(f -> new Face(f.x(), f.y(), f.width(), f.height(), f.votes() / (f.votes() + 10f), List.of()))
                    .toList();
        }
    }

    private boolean confirmed(Mat grey, Cascade.Find f) {
        if (f.votes() >= STRONG) return true;
        int m = f.width() / 4;
        int x0 = Math.max(0, f.x() - m), y0 = Math.max(0, f.y() - m);
        int x1 = Math.min(grey.cols(), f.x() + f.width() + m), y1 = Math.min(grey.rows(), f.y() + f.height() + m);
        try (Rect r = new Rect(x0, y0, x1 - x0, y1 - y0);
                Mat roi = new Mat(grey, r);
                Mat big = new Mat(); ) {
            double scale = 96.0 / f.width();
            try (Size s = new Size((int) (roi.cols() * scale), (int) (roi.rows() * scale))) {
                resize(roi, big, s);
            }
            equalizeHist(big, big);
            boolean ok = V2 == 0 || !second.find(big, 1.05, V2, 60).isEmpty();
            if (ok && EYES) {
                double sc = 160.0 / f.width();
                try (Rect r2 = new Rect(f.x(), f.y(), f.width(), f.height() * 3 / 5);
                        Mat roi2 = new Mat(grey, r2);
                        Size s = new Size((int) (roi2.cols() * sc), (int) (roi2.rows() * sc))) {
                    resize(roi2, big, s);
                }
                ok = eyes.find(big, 1.05, 2, 20).size()
                                + eyes2.find(big, 1.05, 3, 20).size()
                        >= 1;
            }
            return ok;
        }
    }

    @Override
    public void close() {
        faces.close();
        second.close();
    }
}
