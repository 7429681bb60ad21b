package io.faceward.image;

import io.faceward.problem.Problem;
import org.bytedeco.opencv.opencv_core.Mat;

/** A file taken apart without decoding a pixel: its header, its metadata, and the picture alone. */
sealed interface ImageFile permits JpegFile, PngFile, WebpFile {

    ImageFormat format();

    /** Columns as stored, before the orientation is applied. */
    int width();

    int height();

    /** Estimated quality, 1 to 100; 100 when lossless. */
    int quality();

    Metadata metadata();

    /**
     * Decodes the picture as stored; the codec sees none of the metadata, so that nothing in it can reach the codec.
     *
     * @return 8-bit grey, BGR or BGRA, owned by the caller; empty when the codec gives up
     */
    Mat decode();

    /** By how many levels the samples of a grey pixel may differ because of the way the format stores colour. */
    default int greyNoise() {
        return 0;
    }

    static ImageFile read(byte[] bytes, ImageProperties limits) {
        ImageFile file =
                switch (Signature.formatOf(bytes)) {
                    case JPEG -> JpegFile.read(bytes, limits);
                    case PNG -> PngFile.read(bytes, limits);
                    case WEBP -> WebpFile.read(bytes, limits);
                };
        if (file.width() == 0 || file.height() == 0) {
            throw Problem.BROKEN_IMAGE.because("The image has no pixels");
        }
        long pixels = (long) file.width() * file.height();
        if (pixels > limits.maxPixels()) {
            throw Problem.TOO_MANY_PIXELS
                    .because("The image has %dx%d pixels".formatted(file.width(), file.height()))
                    .limit(limits.maxPixels(), pixels);
        }
        return file;
    }

    /** Puts metadata into a file that a codec wrote. */
    static byte[] splice(ImageFormat format, byte[] encoded, Metadata metadata) {
        return switch (format) {
            case JPEG -> JpegSplice.splice(encoded, metadata);
            case PNG -> PngSplice.splice(encoded, metadata);
            case WEBP -> WebpSplice.splice(encoded, metadata);
        };
    }
}
