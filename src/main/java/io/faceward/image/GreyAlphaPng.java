package io.faceward.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Writes a PNG of two channels, grey and alpha, which OpenCV cannot; every row filtered by its left neighbour. */
final class GreyAlphaPng {

    private static final byte GREY_ALPHA = 4;
    private static final byte SUB_FILTER = 1;

    private GreyAlphaPng() {}

    static byte[] encode(Pixels grey, byte[] alpha) {
        int width = grey.width();
        ByteBuffer rows = ByteBuffer.allocate(Math.toIntExact(grey.height() * (1 + 2L * width)));
        for (int y = 0; y < grey.height(); y++) {
            rows.put(SUB_FILTER);
            byte leftGrey = 0;
            byte leftAlpha = 0;
            for (int i = y * width; i < (y + 1) * width; i++) {
                byte sample = grey.rgb()[3 * i];
                rows.put((byte) (sample - leftGrey)).put((byte) (alpha[i] - leftAlpha));
                leftGrey = sample;
                leftAlpha = alpha[i];
            }
        }
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(grey.height());
        header.put((byte) 8).put(GREY_ALPHA);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(PngChunk.SIGNATURE.getBytes(ISO_8859_1));
        PngChunk.write(out, "IHDR", header.array());
        PngChunk.write(out, "IDAT", Zlib.deflate(rows.array()));
        PngChunk.write(out, "IEND", new byte[0]);
        return out.toByteArray();
    }
}
