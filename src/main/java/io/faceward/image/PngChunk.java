package io.faceward.image;

import static io.faceward.image.Bytes.u32;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.faceward.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A chunk of a PNG: length, type, data, checksum.
 *
 * @param from offset of the length
 * @param to offset behind the checksum
 */
record PngChunk(String type, int from, int to) {

    static final String SIGNATURE = "\u0089PNG\r\n\u001A\n";

    int data() {
        return from + 8;
    }

    int length() {
        return to - from - 12;
    }

    /** All chunks up to and with the end chunk; those that decoding needs have a right checksum. */
    static List<PngChunk> parse(byte[] bytes, int maxChunks) {
        List<PngChunk> chunks = new ArrayList<>();
        int at = SIGNATURE.length();
        while (chunks.isEmpty() || !chunks.get(chunks.size() - 1).type.equals("IEND")) {
            if (at + 12 > bytes.length || at + 12 + u32(bytes, at) > bytes.length) {
                throw Bytes.truncated();
            }
            int end = at + 12 + (int) u32(bytes, at);
            PngChunk chunk = new PngChunk(new String(bytes, at + 4, 4, ISO_8859_1), at, end);
            if (Character.isUpperCase(chunk.type.charAt(0)) && u32(bytes, end - 4) != chunk.checksum(bytes)) {
                throw Problem.BROKEN_IMAGE.because("The checksum of a chunk of the PNG is wrong");
            }
            chunks.add(chunk);
            if (chunks.size() > maxChunks) {
                throw Problem.BROKEN_IMAGE
                        .because("The PNG has too many chunks")
                        .limit(maxChunks, chunks.size());
            }
            at = end;
        }
        return chunks;
    }

    static void write(ByteArrayOutputStream out, String type, byte[] data) {
        byte[] name = type.getBytes(ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(name);
        out.writeBytes(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    private long checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from + 4, to - from - 8);
        return crc.getValue();
    }
}
