package io.faceward.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A copy of a TIFF stream, edited in place: a header, then directories of 12-byte entries (tag, type, count, and the
 * value or its offset).
 *
 * <p>Offsets are taken from the stream unchecked; every access beyond it is an {@link IndexOutOfBoundsException}.
 */
final class Tiff {

    private static final int SHORT = 3;
    private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

    private final ByteBuffer stream;

    Tiff(byte[] bytes) {
        stream = ByteBuffer.wrap(bytes.clone());
        int order = stream.getShort(0);
        stream.order(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        if (order != 0x4949 && order != 0x4D4D || stream.getShort(2) != 42) {
            throw new IndexOutOfBoundsException("no TIFF header");
        }
    }

    byte[] bytes() {
        return stream.array();
    }

    int firstDirectory() {
        return stream.getInt(4);
    }

    int count(int directory) {
        int count = stream.getShort(directory) & 0xFFFF;
        if (directory + 2 + 12L * count > stream.limit()) {
            throw new IndexOutOfBoundsException("directory beyond the end");
        }
        return count;
    }

    int entry(int directory, int index) {
        return directory + 2 + 12 * index;
    }

    /** Where a directory holds the offset of the next one. */
    int link(int directory) {
        return entry(directory, count(directory));
    }

    /** The entry with the tag, or -1. */
    int find(int directory, int tag) {
        int count = count(directory);
        for (int i = 0; i < count; i++) {
            if (tag(entry(directory, i)) == tag) {
                return entry(directory, i);
            }
        }
        return -1;
    }

    int tag(int entry) {
        return stream.getShort(entry) & 0xFFFF;
    }

    int getInt(int at) {
        return stream.getInt(at);
    }

    void putInt(int at, int value) {
        stream.putInt(at, value);
    }

    /** Where the value lies: in the entry itself when it has up to four bytes. */
    int valueAt(int entry) {
        return size(entry) > 4 ? getInt(entry + 8) : entry + 8;
    }

    /** Bytes of the value, never more than the stream has. */
    int size(int entry) {
        int type = stream.getShort(entry + 2) & 0xFFFF;
        long size = type < TYPE_BYTES.length ? TYPE_BYTES[type] * Integer.toUnsignedLong(getInt(entry + 4)) : 0;
        return (int) Math.min(size, stream.limit());
    }

    int number(int entry) {
        return stream.getShort(entry + 2) == SHORT ? stream.getShort(entry + 8) & 0xFFFF : getInt(entry + 8);
    }

    void setNumber(int entry, int value) {
        if (stream.getShort(entry + 2) == SHORT) {
            stream.putShort(entry + 8, (short) value);
        } else {
            putInt(entry + 8, value);
        }
    }

    /** Takes an entry out of its directory and closes the gap; the value stays where it is. */
    void remove(int directory, int entry) {
        int count = count(directory);
        int end = Math.min(entry(directory, count) + 4, stream.limit());
        System.arraycopy(bytes(), entry + 12, bytes(), entry, end - entry - 12);
        erase(end - 12, 12);
        stream.putShort(directory, (short) (count - 1));
    }

    /** Writes zeros over the part of the range that lies inside. */
    void erase(int from, int length) {
        int start = Math.max(0, Math.min(from, stream.limit()));
        Arrays.fill(bytes(), start, start + Math.max(0, Math.min(length, stream.limit() - start)), (byte) 0);
    }
}
