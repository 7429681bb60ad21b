package io.faceward.image;

import static io.faceward.image.Bytes.match;

import io.faceward.problem.Problem;

/** Tells a file's type from its first bytes. */
final class Signature {

    private Signature() {}

    /** @throws io.faceward.problem.ServiceException {@link Problem#UNSUPPORTED_TYPE}, naming what the file seems to be */
    static ImageFormat formatOf(byte[] bytes) {
        if (starts(bytes, "\u00FF\u00D8\u00FF")) {
            return ImageFormat.JPEG;
        }
        if (starts(bytes, PngChunk.SIGNATURE)) {
            return ImageFormat.PNG;
        }
        if (starts(bytes, "RIFF") && match(bytes, 8, bytes.length, "WEBP")) {
            return ImageFormat.WEBP;
        }
        throw Problem.UNSUPPORTED_TYPE.because(
                "JPEG, PNG and WebP are supported; this seems to be " + otherType(bytes));
    }

    private static String otherType(byte[] bytes) {
        if (bytes.length == 0) {
            return "empty";
        }
        if (starts(bytes, "GIF8")) {
            return "a GIF";
        }
        if (starts(bytes, "BM")) {
            return "a BMP";
        }
        if (starts(bytes, "II*\0") || starts(bytes, "MM\0*") || starts(bytes, "II+\0") || starts(bytes, "MM\0+")) {
            return "a TIFF";
        }
        if (starts(bytes, "\u00FF\n") || match(bytes, 4, bytes.length, "JXL ")) {
            return "a JPEG XL";
        }
        if (match(bytes, 4, bytes.length, "jP  ") || starts(bytes, "\u00FFO\u00FFQ")) {
            return "a JPEG 2000";
        }
        if (match(bytes, 4, bytes.length, "ftyp")) {
            return match(bytes, 8, bytes.length, "avif") || match(bytes, 8, bytes.length, "avis")
                    ? "an AVIF"
                    : match(bytes, 8, bytes.length, "he") || match(bytes, 8, bytes.length, "mif1")
                            ? "an HEIC"
                            : "a video";
        }
        if (starts(bytes, "8BPS")) {
            return "a Photoshop document";
        }
        if (starts(bytes, "%PDF")) {
            return "a PDF";
        }
        if (starts(bytes, "<svg") || starts(bytes, "<?xml")) {
            return "an SVG";
        }
        return "none of the usual image types";
    }

    private static boolean starts(byte[] bytes, String signature) {
        return match(bytes, 0, bytes.length, signature);
    }
}
