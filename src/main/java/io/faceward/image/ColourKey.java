package io.faceward.image;

import static io.faceward.image.Bytes.u16;

import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * The colour of a grey or RGB PNG that is transparent (chunk tRNS); OpenCV ignores it in grey images.
 *
 * @param red the samples as decoded: of 16 bits, or scaled to 8 bits
 */
record ColourKey(int red, int green, int blue) {

    private static final int GREY = 0;
    private static final int RGB = 2;

    static @Nullable ColourKey of(byte[] bytes, List<PngChunk> chunks, int depth, int colourType) {
        for (PngChunk chunk : chunks) {
            if (chunk.type().equals("tRNS") && colourType == GREY && chunk.length() >= 2) {
                int grey = sample(bytes, chunk.data(), depth);
                return new ColourKey(grey, grey, grey);
            }
            if (chunk.type().equals("tRNS") && colourType == RGB && chunk.length() >= 6) {
                int at = chunk.data();
                return new ColourKey(
                        sample(bytes, at, depth), sample(bytes, at + 2, depth), sample(bytes, at + 4, depth));
            }
        }
        return null;
    }

    private static int sample(byte[] bytes, int at, int depth) {
        int most = (1 << depth) - 1;
        int value = u16(bytes, at) & most;
        return depth < 8 ? value * 255 / most : value;
    }

    /** The image with a fourth channel, zero where the pixel has this colour; closes {@code stored}. */
    Mat toAlpha(Mat stored) {
        try (stored;
                Mat key = new Mat(new Scalar(blue, green, red, 0));
                Mat bgr = new Mat();
                Mat mask = new Mat();
                Mat alpha = new Mat();
                MatVector planes = new MatVector()) {
            if (stored.channels() == 1) {
                opencv_imgproc.cvtColor(stored, bgr, opencv_imgproc.COLOR_GRAY2BGR);
            } else {
                stored.copyTo(bgr);
            }
            opencv_core.inRange(bgr, key, key, mask);
            opencv_core.bitwise_not(mask, mask);
            mask.convertTo(alpha, stored.depth(), stored.depth() == opencv_core.CV_16U ? 257 : 1, 0);
            planes.push_back(bgr);
            planes.push_back(alpha);
            Mat result = new Mat();
            opencv_core.merge(planes, result);
            return result;
        }
    }
}
