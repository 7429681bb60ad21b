package io.faceward.face;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * The first stage of this project's own detector: an anchor-free network that finds faces of about 12 pixels and more with
 * their eyes, nose and mouth corners. Not thread-safe.
 */
final class OwnDetector implements NativeDetector {

    /** The network halves its input five times. */
    private static final int MULTIPLE = 32;

    private static final double GREY = 127.5;

    private final Stage stage;
    private final float score;
    private final int most;

    /**
     * Takes the network over, and tries it.
     *
     * @param score least score of a find
     * @param most finds, the best of them
     */
    OwnDetector(TorchModule network, float score, int most) {
        this.stage = new Stage(network);
        this.score = score;
        this.most = most;
        try (Scalar grey = Scalar.all(GREY);
                Mat blank = new Mat(2 * MULTIPLE, 2 * MULTIPLE, CV_8UC3, grey)) {
            detect(blank);
        }
    }

    @Override
    public List<Face> detect(Mat bgr) {
        Tensor answer = stage.answer(manager -> picture(bgr, manager));
        return Candidates.best(Candidates.likely(answer, score)).stream()
                .limit(most)
                .toList();
    }

    /** {@code [1,3,H,W]} RGB in [-1,1]. */
    private static NDArray picture(Mat bgr, NDManager manager) {
        int below = Math.floorMod(-bgr.rows(), MULTIPLE);
        int right = Math.floorMod(-bgr.cols(), MULTIPLE);
        try (Mat filled = new Mat();
                Scalar grey = Scalar.all(GREY)) {
            copyMakeBorder(bgr, filled, 0, below, 0, right, BORDER_CONSTANT, grey);
            cvtColor(filled, filled, COLOR_BGR2RGB);
            return manager.create(filled.createBuffer(), new Shape(1, filled.rows(), filled.cols(), 3), DataType.UINT8)
                    .transpose(0, 3, 1, 2)
                    .toType(DataType.FLOAT32, false)
                    .div(GREY)
                    .sub(1);
        }
    }

    @Override
    public void close() {
        stage.close();
    }
}
