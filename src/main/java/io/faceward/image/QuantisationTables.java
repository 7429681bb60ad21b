package io.faceward.image;

/** The standard quantisation tables of JPEG (ITU-T T.81, Annex K) at libjpeg's qualities. Thread-safe. */
public final class QuantisationTables {

    /** In the zigzag order of files, at quality 50. */
    static final int[] LUMA = {
        16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51,
        61, 60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77,
        113, 121, 112, 100, 120, 92, 101, 103, 99
    };

    static final int[] CHROMA = {
        17, 18, 18, 24, 21, 24, 47, 26, 26, 47, 99, 66, 56, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
                99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
                99,
        99, 99, 99, 99, 99, 99
    };

    private static final int SIDE = 8;

    private QuantisationTables() {}

    /**
     * 64 steps of luma, row by row.
     *
     * @param quality 1 to 100
     */
    public static int[] luma(int quality) {
        return rows(LUMA, quality);
    }

    /**
     * 64 steps of chroma, row by row.
     *
     * @param quality 1 to 100
     */
    public static int[] chroma(int quality) {
        return rows(CHROMA, quality);
    }

    /** A step of the table of quality 50 at another quality. */
    static int scaled(int standard, int quality) {
        int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        return Math.max(1, Math.min(255, (standard * scale + 50) / 100));
    }

    private static int[] rows(int[] zigzag, int quality) {
        int[] rows = new int[SIDE * SIDE];
        int row = 0;
        int column = 0;
        for (int step : zigzag) {
            rows[SIDE * row + column] = scaled(step, quality);
            boolean up = (row + column) % 2 == 0;
            if (up ? column == SIDE - 1 : row < SIDE - 1 && column == 0) {
                row++;
            } else if (up ? row == 0 : row == SIDE - 1) {
                column++;
            } else {
                row += up ? -1 : 1;
                column += up ? 1 : -1;
            }
        }
        return rows;
    }
}
