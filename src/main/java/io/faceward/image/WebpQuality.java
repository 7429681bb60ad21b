package io.faceward.image;

/**
 * Estimates the quality a lossy WebP was written with from the quantiser in its frame header (RFC 6386, section 9).
 *
 * <p>libwebp turns quality q in [0,1] into {@code l = q < 0.75 ? 2q/3 : 2q - 1} and the quantiser index
 * {@code 127 (1 - cbrt(l))}, which it then varies by segment; the estimate inverts that for the mean over segments.
 */
final class WebpQuality {

    private static final int FIRST_PARTITION = 10;
    private static final int SEGMENTS = 4;

    private WebpQuality() {}

    /** 1 to 99: 100 is for lossless files. */
    static int estimate(byte[] bytes, int from, int to) {
        double linear = Math.pow(1 - quantiser(new BoolDecoder(bytes, from + FIRST_PARTITION, to)) / 127, 3);
        double quality = linear < 0.5 ? linear * 1.5 : (linear + 1) / 2;
        return (int) Math.max(1, Math.min(99, Math.round(100 * quality)));
    }

    private static double quantiser(BoolDecoder in) {
        in.literal(2); // colour space, clamping
        boolean segmented = in.flag();
        boolean absolute = false;
        double sum = 0;
        if (segmented) {
            boolean map = in.flag();
            if (in.flag()) {
                absolute = in.flag();
                for (int i = 0; i < SEGMENTS; i++) {
                    sum += in.flag() ? in.signed(7) : 0;
                }
                for (int i = 0; i < SEGMENTS; i++) {
                    skipSigned(in, 6);
                }
            }
            for (int i = 0; map && i < SEGMENTS - 1; i++) {
                if (in.flag()) {
                    in.literal(8);
                }
            }
        }
        in.literal(1 + 6 + 3); // loop filter: type, level, sharpness
        boolean adjusted = in.flag();
        if (adjusted && in.flag()) {
            for (int i = 0; i < 8; i++) {
                skipSigned(in, 6);
            }
        }
        in.literal(2); // partitions
        int base = in.literal(7);
        return Math.max(0, Math.min(127, absolute ? sum / SEGMENTS : base + sum / SEGMENTS));
    }

    private static void skipSigned(BoolDecoder in, int bits) {
        if (in.flag()) {
            in.signed(bits);
        }
    }
}
