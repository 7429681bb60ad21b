package io.faceward.image;

/** The arithmetic decoder of VP8 (RFC 6386, section 7), for header fields, whose bits are all equally probable. */
final class BoolDecoder {

    private final byte[] bytes;
    private final int end;
    private int at;
    private int range = 255;
    private int value;
    private int shifted;

    BoolDecoder(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.end = end;
        at = from;
        value = next() << 8 | next();
    }

    boolean flag() {
        int split = 1 + ((range - 1) * 128 >> 8);
        boolean bit = value >= split << 8;
        if (bit) {
            range -= split;
            value -= split << 8;
        } else {
            range = split;
        }
        while (range < 128) {
            value <<= 1;
            range <<= 1;
            if (++shifted == 8) {
                shifted = 0;
                value |= next();
            }
        }
        return bit;
    }

    /** An unsigned number, highest bit first. */
    int literal(int bits) {
        int number = 0;
        for (int i = 0; i < bits; i++) {
            number = number << 1 | (flag() ? 1 : 0);
        }
        return number;
    }

    /** A magnitude followed by its sign. */
    int signed(int bits) {
        int magnitude = literal(bits);
        return flag() ? -magnitude : magnitude;
    }

    /** Zeros follow the end, as the standard has it. */
    private int next() {
        return at < end ? bytes[at++] & 0xFF : 0;
    }
}
