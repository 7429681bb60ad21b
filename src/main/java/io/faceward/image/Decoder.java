package io.faceward.image;

import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.util.function.Function;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of a JPEG, PNG or WebP into upright 8-bit RGB; thread-safe.
 *
 * <p>The type is told by the bytes. Limits are checked on the header, before any pixel is decoded. The EXIF orientation
 * is applied once, 16-bit samples are rounded to 8, palettes and colour keys are resolved, CMYK becomes sRGB; other
 * colour spaces stay as they are, and the profile goes along. A photo without any colour is grey, however it was stored.
 *
 * <p>A file that ends before its end marker (JPEG), end chunk (PNG) or stated length (WebP) is refused, and so is a PNG
 * with a wrong checksum. Damage inside the coded data of a JPEG cannot be told from a strange picture and is decoded as
 * libjpeg sees it.
 */
public final class Decoder {

    private final ImageProperties properties;

    public Decoder(ImageProperties properties) {
        this.properties = properties;
        Codec.load();
    }

    /**
     * @throws ServiceException {@link Problem#TOO_MANY_BYTES}, {@link Problem#UNSUPPORTED_TYPE},
     *     {@link Problem#TOO_MANY_PIXELS}, {@link Problem#TOO_MANY_FRAMES}, and {@link Problem#BROKEN_IMAGE} for all else
     *     that keeps the bytes from being decoded
     */
    public Photo decode(byte[] bytes) {
        return guarded(bytes, Decoder::photo);
    }

    /**
     * How many pixels {@link #decode} will make of the file, as its header tells, without decoding one.
     *
     * @throws ServiceException as {@link #decode}
     */
    public long pixels(byte[] bytes) {
        return guarded(bytes, file -> (long) file.width() * file.height());
    }

    private <T> T guarded(byte[] bytes, Function<ImageFile, T> step) {
        long limit = properties.maxBytes().toBytes();
        if (bytes.length > limit) {
            throw Problem.TOO_MANY_BYTES
                    .because("The image has %d bytes".formatted(bytes.length))
                    .limit(limit, bytes.length);
        }
        // The one place where what parsers and codecs throw at hostile bytes, memory errors included, is caught.
        try {
            return step.apply(ImageFile.read(bytes, properties));
        } catch (ServiceException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            throw Problem.BROKEN_IMAGE.because("The image is damaged").causedBy(e);
        }
    }

    private static Photo photo(ImageFile file) {
        try (Mat stored = file.decode()) {
            if (stored.cols() != file.width() || stored.rows() != file.height()) {
                throw Problem.BROKEN_IMAGE.because("The image is damaged");
            }
            try (Mat upright = Orientation.upright(stored, file.metadata().orientation())) {
                Pixels pixels = pixels(upright);
                boolean grey = pixels.isGrey(file.greyNoise());
                if (grey) {
                    pixels.settleGrey();
                }
                boolean cmyk = file instanceof JpegFile jpeg && jpeg.components() == 4;
                return new Photo(
                        pixels,
                        alpha(upright),
                        grey,
                        file.format(),
                        file.quality(),
                        cmyk ? file.metadata().without(Metadata.Part.ICC) : file.metadata());
            }
        }
    }

    private static Pixels pixels(Mat mat) {
        int conversion =
                switch (mat.channels()) {
                    case 1 -> opencv_imgproc.COLOR_GRAY2RGB;
                    case 3 -> opencv_imgproc.COLOR_BGR2RGB;
                    default -> opencv_imgproc.COLOR_BGRA2RGB;
                };
        try (Mat rgb = new Mat()) {
            opencv_imgproc.cvtColor(mat, rgb, conversion);
            return new Pixels(mat.cols(), mat.rows(), Codec.bytes(rgb));
        }
    }

    private static byte @Nullable [] alpha(Mat mat) {
        if (mat.channels() < 4) {
            return null;
        }
        try (Mat alpha = new Mat()) {
            opencv_core.extractChannel(mat, alpha, 3);
            return Codec.bytes(alpha);
        }
    }
}
