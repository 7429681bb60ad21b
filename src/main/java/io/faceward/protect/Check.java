package io.faceward.protect;

import io.faceward.face.Square;
import io.faceward.image.Decoder;
import io.faceward.image.Fidelity;
import io.faceward.image.ImageFormat;
import io.faceward.image.Photo;
import io.faceward.image.Pixels;
import java.util.List;

/** Measures a protected photo on what its viewers get: the decoded file. Thread-safe. */
final class Check {

    private final Decoder decoder;

    Check(Decoder decoder) {
        this.decoder = decoder;
    }

    /**
     * What was measured.
     *
     * @param regions one for each square
     * @param worst the worst of all regions
     * @param photo the whole photo, without SSIM
     */
    record Verdict(List<Quality> regions, Quality worst, Quality photo) {}

    Verdict measure(Photo original, byte[] encoded, List<Square> squares) {
        Photo result = decoder.decode(encoded);
        Pixels before = original.alpha() != null && result.format() == ImageFormat.JPEG
                ? onWhite(original.pixels(), original.alpha())
                : original.pixels();
        Pixels after = result.pixels();
        List<Quality> regions =
                squares.stream().map(square -> inside(square, before, after)).toList();
        return new Verdict(
                regions,
                regions.stream().reduce(Quality::worse).orElseThrow(),
                new Quality(Fidelity.psnr(before, after), null, Fidelity.linf(before, after)));
    }

    private static Quality inside(Square square, Pixels before, Pixels after) {
        Pixels a = region(before, square);
        Pixels b = region(after, square);
        return new Quality(Fidelity.psnr(a, b), Fidelity.ssim(a, b), Fidelity.linf(a, b));
    }

    private static Pixels region(Pixels pixels, Square square) {
        int left = Math.max(0, square.x());
        int top = Math.max(0, square.y());
        int width = Math.min(pixels.width(), square.x() + square.side()) - left;
        int height = Math.min(pixels.height(), square.y() + square.side()) - top;
        return pixels.region(left, top, width, height);
    }

    /** JPEG has no transparency, so the encoder lays the photo on white; that is no damage done by the perturbation. */
    private static Pixels onWhite(Pixels pixels, byte[] alpha) {
        byte[] rgb = pixels.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            int opacity = alpha[i / 3] & 0xff;
            rgb[i] = (byte) (((rgb[i] & 0xff) * opacity + 255 * (255 - opacity) + 127) / 255);
        }
        return new Pixels(pixels.width(), pixels.height(), rgb);
    }
}
