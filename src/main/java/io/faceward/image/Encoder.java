package io.faceward.image;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_OPTIMIZE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_444;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_ALL_FILTERS;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_COMPRESSION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_FILTER;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;

import io.faceward.problem.Problem;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Turns a photo into the bytes of a JPEG, PNG or WebP; thread-safe. The same photo gives the same bytes.
 *
 * <p>JPEG is written without chroma subsampling (4:4:4), in the source's quality but not below the configured floor. A
 * lossless WebP stays lossless. Lossy WebP always halves the chroma resolution (4:2:0, the format has no other): a
 * perturbation in colour, but not in brightness, loses detail finer than two pixels. WebP keeps no colour under wholly
 * transparent pixels. JPEG has no alpha: the photo is laid over white.
 *
 * <p>A grey photo is written with one channel (PNG: and alpha), unless its profile is for RGB or the format is WebP. The
 * profile is left out where it would be for the wrong number of channels.
 *
 * <p>EXIF, XMP and the profile go into every format; IPTC, comments and resolution only into the source's own. What
 * refers to other parts of the source file, or signs it, is never kept: multi-picture indexes, C2PA manifests.
 */
public final class Encoder {

    private static final int JPEG_MAX_SIDE = 65500;
    /** Level 6 takes 2.5 times as long for files 4 % smaller. */
    private static final int PNG_LEVEL = 3;

    private static final int WEBP_LOSSLESS = 101;

    private final ImageProperties properties;

    public Encoder(ImageProperties properties) {
        this.properties = properties;
        Codec.load();
    }

    /**
     * @throws io.faceward.problem.ServiceException {@link Problem#BAD_PARAMETER} when the photo has longer sides than the
     *     asked format can store (JPEG 65500, WebP 16383)
     */
    public byte[] encode(Photo photo, Encoding encoding) {
        ImageFormat format = encoding.format() == null ? photo.format() : encoding.format();
        requireSide(photo.pixels(), format);
        Metadata kept = photo.metadata().under(encoding.metadata());
        boolean single = photo.grey() && format != ImageFormat.WEBP && !kept.profileIs("RGB ");
        if (!kept.profileIs(single ? "GRAY" : "RGB ")) {
            kept = kept.without(Metadata.Part.ICC);
        }
        int quality = quality(photo, format, encoding);
        byte[] encoded =
                switch (format) {
                    case JPEG -> jpeg(photo, single, quality);
                    case PNG -> png(photo, single);
                    case WEBP -> webp(photo, quality);
                };
        return ImageFile.splice(format, encoded, kept);
    }

    /** Whether the file would keep every pixel as it is, those of an opaque photo at least. */
    public boolean lossless(Photo photo, Encoding encoding) {
        ImageFormat format = encoding.format() == null ? photo.format() : encoding.format();
        return format == ImageFormat.PNG
                || format == ImageFormat.WEBP && quality(photo, format, encoding) == WEBP_LOSSLESS;
    }

    /** Whether the file would have half the resolution in colour: a lossy WebP. */
    public boolean halvesColour(Photo photo, Encoding encoding) {
        ImageFormat format = encoding.format() == null ? photo.format() : encoding.format();
        return format == ImageFormat.WEBP && quality(photo, format, encoding) < WEBP_LOSSLESS;
    }

    private int quality(Photo photo, ImageFormat format, Encoding encoding) {
        Integer asked = encoding.quality();
        if (asked != null) {
            return asked;
        }
        boolean lossless = photo.quality() == 100 && photo.format() != ImageFormat.JPEG;
        return switch (format) {
            case JPEG -> Math.max(photo.quality(), properties.jpegQuality());
            case PNG -> 100;
            case WEBP -> lossless ? WEBP_LOSSLESS : Math.max(photo.quality(), properties.webpQuality());
        };
    }

    private static byte[] jpeg(Photo photo, boolean single, int quality) {
        try (Mat mat = Layers.opaque(photo, single)) {
            return Codec.encode(
                    ImageFormat.JPEG,
                    mat,
                    IMWRITE_JPEG_QUALITY,
                    quality,
                    IMWRITE_JPEG_SAMPLING_FACTOR,
                    IMWRITE_JPEG_SAMPLING_FACTOR_444,
                    IMWRITE_JPEG_OPTIMIZE,
                    1);
        }
    }

    private static byte[] png(Photo photo, boolean single) {
        if (single && photo.alpha() != null) {
            return GreyAlphaPng.encode(photo.pixels(), photo.alpha());
        }
        try (Mat mat = Layers.all(photo, single)) {
            return Codec.encode(
                    ImageFormat.PNG,
                    mat,
                    IMWRITE_PNG_COMPRESSION,
                    PNG_LEVEL,
                    IMWRITE_PNG_FILTER,
                    IMWRITE_PNG_ALL_FILTERS);
        }
    }

    private static byte[] webp(Photo photo, int quality) {
        try (Mat mat = Layers.all(photo, false)) {
            return Codec.encode(ImageFormat.WEBP, mat, IMWRITE_WEBP_QUALITY, quality);
        }
    }

    private static void requireSide(Pixels pixels, ImageFormat format) {
        int most =
                switch (format) {
                    case JPEG -> JPEG_MAX_SIDE;
                    case WEBP -> WebpFile.MAX_SIDE;
                    case PNG -> Integer.MAX_VALUE;
                };
        int side = Math.max(pixels.width(), pixels.height());
        if (side > most) {
            throw Problem.BAD_PARAMETER
                    .because("A side of %d pixels is too long for %s".formatted(side, format))
                    .limit(most, side);
        }
    }
}
