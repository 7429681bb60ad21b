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
        Pixels before = result.format() == ImageFormat.JPEG ? original.onWhite() : original.pixels();
        Pixels after = result.pixels();
        List<Quality> regions =
                squares.stream().map(square -> inside(square, before, after)).toList();
        return new Verdict(
                regions,
                regions.stream().reduce(Quality::worse).orElseThrow(),
                new Quality(Fidelity.psnr(before, after), null, Fidelity.linf(before, after)));
    }

    /** Of a square of two photos. */
    static Quality inside(Square square, Pixels before, Pixels after) {
        Pixels a = square.of(before);
        Pixels b = square.of(after);
        return new Quality(Fidelity.psnr(a, b), Fidelity.ssim(a, b), Fidelity.linf(a, b));
    }
}
