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

    private JpegQuality() {}

    static int estimate(byte[] bytes, List<JpegSegment> segments, JpegSegment frame) {
        int[][] tables = tables(bytes, segments);
        int first = u8(bytes, frame.payload() + 8) & 3;
        int second = u8(bytes, frame.payload() + 5) == 1 ? first : u8(bytes, frame.payload() + 11) & 3;
        int best = 1;
        long least = Long.MAX_VALUE;
        for (int quality = 1; quality <= 100; quality++) {
            long difference = difference(tables[first], QuantisationTables.LUMA, quality)
                    + (second == first ? 0 : difference(tables[second], QuantisationTables.CHROMA, quality));
            if (difference <= least) {
                least = difference;
                best = quality;
            }
        }
        return best;
    }

    private static long difference(int[] table, int[] standard, int quality) {
        long sum = 0;
        for (int i = 0; i < 64; i++) {
            sum += Math.abs(QuantisationTables.scaled(standard[i], quality) - table[i]);
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
