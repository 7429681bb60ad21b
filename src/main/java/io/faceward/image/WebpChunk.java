package io.faceward.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.faceward.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A chunk of a WebP (RIFF): four characters, length, data, padded to an even length.
 *
 * @param from offset of the data
 * @param to offset behind the data, without padding
 */
record WebpChunk(String type, int from, int to) {

    private static final int RIFF_HEADER = 12;

    /** All chunks within the length that the RIFF header states. */
    static List<WebpChunk> parse(byte[] bytes, int maxChunks) {
        long end = 8 + u32(bytes, 4);
        if (end > bytes.length) {
            throw Bytes.truncated();
        }
        List<WebpChunk> chunks = new ArrayList<>();
        long at = RIFF_HEADER;
        while (at + 8 <= end) {
            int start = (int) at + 8;
            long stop = start + u32(bytes, start - 4);
            if (stop > end) {
                throw Bytes.truncated();
            }
            chunks.add(new WebpChunk(new String(bytes, start - 8, 4, ISO_8859_1), start, (int) stop));
            if (chunks.size() > maxChunks) {
                throw Problem.BROKEN_IMAGE
                        .because("The WebP has too many chunks")
                        .limit(maxChunks, chunks.size());
            }
            at = stop + (stop & 1);
        }
        return chunks;
    }

    /** A whole file of the chunks. */
    static byte[] file(ByteArrayOutputStream chunks) {
        byte[] file = Arrays.copyOf("RIFF....WEBP".getBytes(ISO_8859_1), RIFF_HEADER + chunks.size());
        System.arraycopy(chunks.toByteArray(), 0, file, RIFF_HEADER, chunks.size());
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(4, file.length - 8);
        return file;
    }

    static void write(ByteArrayOutputStream out, String type, byte[] bytes, int from, int to) {
        out.writeBytes(type.getBytes(ISO_8859_1));
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(to - from)
                .array());
        out.write(bytes, from, to - from);
        if ((to - from) % 2 != 0) {
            out.write(0);
        }
    }

    static int u24(byte[] bytes, int at) {
        return Bytes.u8(bytes, at) | Bytes.u8(bytes, at + 1) << 8 | Bytes.u8(bytes, at + 2) << 16;
    }

    private static long u32(byte[] bytes, int at) {
        return u24(bytes, at) | (long) Bytes.u8(bytes, at + 3) << 24;
    }
}
