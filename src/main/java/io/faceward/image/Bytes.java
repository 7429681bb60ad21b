package io.faceward.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reading of unsigned numbers and signatures from a file; beyond the end is an {@link IndexOutOfBoundsException}. */
final class Bytes {

    private Bytes() {}

    static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }

    static int u16(byte[] bytes, int at) {
        return u8(bytes, at) << 8 | u8(bytes, at + 1);
    }

    static long u32(byte[] bytes, int at) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt(at));
    }

    /** Whether the Latin-1 text stands at the offset; false when it would end beyond {@code limit}. */
    static boolean match(byte[] bytes, int at, int limit, String text) {
        byte[] expected = text.getBytes(ISO_8859_1);
        return at + expected.length <= Math.min(limit, bytes.length)
                && Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length);
    }

    static boolean contains(byte[] bytes, int from, int to, byte[] wanted) {
        for (int i = from; i + wanted.length <= to; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    static ServiceException truncated() {
        return Problem.BROKEN_IMAGE.because("The file ends before the picture does");
    }
}
