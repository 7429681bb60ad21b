package io.faceward.image;

import static io.faceward.image.Bytes.u16;
import static io.faceward.image.Bytes.u8;

import java.util.List;

/**
 * Estimates the quality a JPEG was written with from its quantisation tables.
 *
 * <p>The estimate is the libjpeg quality whose tables, scaled from those in ITU-T T.81 Annex K, differ least from the
 * file's (sum of absolute differences): exact for files of libjpeg and its kin, near for other writers.
 */
final class JpegQuality {

    private static final int[] LUMA = {
        16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51,
        61, 60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77,
        113, 121, 112, 100, 120, 92, 101, 103, 99
    };
    private static final int[] CHROMA = {
        17, 18, 18, 24, 21, 24, 47, 26, 26, 47, 99, 66, 56, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
                99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
                99,
        99, 99, 99, 99, 99, 99
    };

    private JpegQuality() {}

    static int estimate(byte[] bytes, List<JpegSegment> segments, JpegSegment frame) {
        int[][] tables = tables(bytes, segments);
        int first = u8(bytes, frame.payload() + 8) & 3;
        int second = u8(bytes, frame.payload() + 5) == 1 ? first : u8(bytes, frame.payload() + 11) & 3;
        int best = 1;
        long least = Long.MAX_VALUE;
        for (int quality = 1; quality <= 100; quality++) {
            long difference = difference(tables[first], LUMA, quality)
                    + (second == first ? 0 : difference(tables[second], CHROMA, quality));
            if (difference <= least) {
                least = difference;
                best = quality;
            }
        }
        return best;
    }

    private static long difference(int[] table, int[] standard, int quality) {
        int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        long sum = 0;
        for (int i = 0; i < 64; i++) {
            int step = Math.max(1, Math.min(255, (standard[i] * scale + 50) / 100));
            sum += Math.abs(step - table[i]);
        }
        return sum;
    }

    /** The four tables in the zigzag order of the file; of zeros where the file has none. */
    private static int[][] tables(byte[] bytes, List<JpegSegment> segments) {
        int[][] tables = new int[4][64];
        for (JpegSegment segment : segments) {
            int at = segment.payload();
            while (segment.marker() == JpegSegment.DQT && at < segment.to()) {
                int wide = u8(bytes, at) >> 4;
                int[] table = tables[u8(bytes, at++) & 3];
                for (int i = 0; i < 64; i++, at += wide == 0 ? 1 : 2) {
                    table[i] = wide == 0 ? u8(bytes, at) : u16(bytes, at);
                }
            }
        }
        return tables;
    }
}
