package io.faceward.image;

import static io.faceward.image.Bytes.u16;
import static io.faceward.image.Bytes.u8;

import io.faceward.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * A marker segment of a JPEG; a scan includes the entropy-coded data that follows it.
 *
 * @param marker second byte of the marker
 * @param from offset of the marker
 * @param to offset behind the segment
 */
record JpegSegment(int marker, int from, int to) {

    static final int SOI = 0xD8;
    static final int EOI = 0xD9;
    static final int SOS = 0xDA;
    static final int DQT = 0xDB;
    static final int APP0 = 0xE0;
    static final int APP1 = 0xE1;
    static final int APP2 = 0xE2;
    static final int APP13 = 0xED;
    static final int APP14 = 0xEE;
    static final int COM = 0xFE;
    private static final int TEM = 0x01;

    /** Offset of what follows the length. */
    int payload() {
        return from + 4;
    }

    boolean isFrame() {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    /** An application segment or comment: nothing that decoding the samples needs. */
    boolean isApplication() {
        return marker >= APP0 && marker <= 0xEF || marker == COM;
    }

    /**
     * All segments of the first picture in the file, up to and with its end marker. Like libjpeg it passes over stray
     * bytes between segments; unlike libjpeg it refuses a file without end marker, which is how a truncated upload
     * shows.
     */
    static List<JpegSegment> parse(byte[] bytes, int maxSegments, int maxScans) {
        List<JpegSegment> segments = new ArrayList<>();
        int scans = 0;
        int at = 2;
        while (true) {
            at = nextMarker(bytes, at);
            int marker = u8(bytes, at + 1);
            if (marker == EOI) {
                segments.add(new JpegSegment(marker, at, at + 2));
                return segments;
            }
            if (at + 4 > bytes.length) {
                throw Bytes.truncated();
            }
            int end = at + 2 + u16(bytes, at + 2);
            if (end < at + 4) {
                throw Problem.BROKEN_IMAGE.because("A segment of the JPEG has no length");
            }
            if (end > bytes.length) {
                throw Bytes.truncated();
            }
            if (marker == SOS) {
                end = endOfScan(bytes, end);
                if (++scans > maxScans) {
                    throw Problem.BROKEN_IMAGE
                            .because("The JPEG has too many scans")
                            .limit(maxScans, scans);
                }
            }
            segments.add(new JpegSegment(marker, at, end));
            if (segments.size() > maxSegments) {
                throw Problem.BROKEN_IMAGE
                        .because("The JPEG has too many segments")
                        .limit(maxSegments, segments.size());
            }
            at = end;
        }
    }

    private static int nextMarker(byte[] bytes, int from) {
        for (int at = from; at + 1 < bytes.length; at++) {
            if (u8(bytes, at) == 0xFF && standsAlone(u8(bytes, at + 1))) {
                continue;
            }
            if (u8(bytes, at) == 0xFF) {
                return at;
            }
        }
        throw Bytes.truncated();
    }

    /** Stuffing, fill bytes and markers without a segment. */
    private static boolean standsAlone(int marker) {
        return marker == 0 || marker == 0xFF || marker == TEM || marker == SOI || marker >= 0xD0 && marker <= 0xD7;
    }

    private static int endOfScan(byte[] bytes, int from) {
        for (int at = from; at + 1 < bytes.length; at++) {
            if (bytes[at] == (byte) 0xFF && !standsAlone(u8(bytes, at + 1))) {
                return at;
            }
        }
        return bytes.length;
    }
}
