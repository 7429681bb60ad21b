package io.faceward.image;

import static io.faceward.image.Bytes.match;
import static io.faceward.image.Bytes.u16;
import static io.faceward.image.Bytes.u8;

import io.faceward.image.Metadata.Block;
import io.faceward.image.Metadata.Part;
import io.faceward.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A JPEG taken apart.
 *
 * @param components 1 grey, 3 colour, 4 CMYK or YCCK
 * @param picture the JPEG with nothing but what decoding needs
 */
@SuppressWarnings("ArrayRecordComponent")
record JpegFile(int width, int height, int components, int quality, byte[] picture, Metadata metadata)
        implements ImageFile {

    static final String JFIF = "JFIF\0";
    static final String EXIF = "Exif\0\0";
    static final String XMP = "http://ns.adobe.com/xap/1.0/\0";
    static final String EXTENDED_XMP = "http://ns.adobe.com/xmp/extension/\0";
    static final String ICC = "ICC_PROFILE\0";
    static final String PHOTOSHOP = "Photoshop 3.0\0";
    static final String COMMENT = "COM";

    static JpegFile read(byte[] bytes, ImageProperties limits) {
        List<JpegSegment> segments = JpegSegment.parse(bytes, limits.maxBlocks(), limits.maxScans());
        List<JpegSegment> frames =
                segments.stream().filter(JpegSegment::isFrame).toList();
        if (frames.size() != 1) {
            throw Problem.BROKEN_IMAGE.because("A JPEG has one frame header, not " + frames.size());
        }
        JpegSegment frame = frames.get(0);
        int header = frame.payload();
        requireCommonKind(frame.marker(), u8(bytes, header));
        int components = u8(bytes, header + 5);
        if (components != 1 && components != 3 && components != 4) {
            throw Problem.BROKEN_IMAGE.because("A JPEG has 1, 3 or 4 components, not " + components);
        }
        Metadata metadata = metadata(bytes, segments);
        return new JpegFile(
                u16(bytes, header + 3),
                u16(bytes, header + 1),
                components,
                JpegQuality.estimate(bytes, segments, frame),
                picture(bytes, segments),
                metadata);
    }

    /** Baseline, extended and progressive, Huffman or arithmetic; not lossless or hierarchical, not 12-bit. */
    private static void requireCommonKind(int marker, int bits) {
        boolean common = marker <= 0xC2 || marker == 0xC9 || marker == 0xCA;
        if (!common || bits != 8) {
            throw Problem.UNSUPPORTED_TYPE.because(
                    "Lossless and hierarchical JPEG and JPEG of other than 8 bits are not supported");
        }
    }

    @Override
    public ImageFormat format() {
        return ImageFormat.JPEG;
    }

    @Override
    public Mat decode() {
        return components == 4 ? CmykJpeg.decode(this) : Codec.decode(picture);
    }

    private static byte[] picture(byte[] bytes, List<JpegSegment> segments) {
        ByteArrayOutputStream out =
                new ByteArrayOutputStream(segments.get(segments.size() - 1).to());
        out.write(bytes, 0, 2);
        for (JpegSegment segment : segments) {
            int marker = segment.marker();
            // JFIF and Adobe segments say which colour transform the samples went through.
            if (!segment.isApplication()
                    || marker == JpegSegment.APP14
                    || marker == JpegSegment.APP0 && match(bytes, segment.payload(), segment.to(), JFIF)) {
                out.write(bytes, segment.from(), segment.to() - segment.from());
            }
        }
        return out.toByteArray();
    }

    private static Metadata metadata(byte[] bytes, List<JpegSegment> segments) {
        Map<Part, byte[]> parts = new EnumMap<>(Part.class);
        List<Block> blocks = new ArrayList<>();
        Map<Integer, byte[]> icc = new TreeMap<>();
        ByteArrayOutputStream photoshop = new ByteArrayOutputStream();
        for (JpegSegment segment : segments) {
            int at = segment.payload();
            int end = segment.to();
            switch (segment.marker()) {
                case JpegSegment.APP0 -> {
                    if (match(bytes, at, end, JFIF) && end >= at + 12) {
                        blocks.add(block(JFIF, bytes, at + 7, at + 12));
                    }
                }
                case JpegSegment.APP1 -> {
                    if (match(bytes, at, end, EXIF)) {
                        parts.putIfAbsent(Part.EXIF, Arrays.copyOfRange(bytes, at + EXIF.length(), end));
                    } else if (match(bytes, at, end, XMP)) {
                        parts.putIfAbsent(Part.XMP, Arrays.copyOfRange(bytes, at + XMP.length(), end));
                    } else if (match(bytes, at, end, EXTENDED_XMP)) {
                        blocks.add(block(EXTENDED_XMP, bytes, at, end));
                    }
                }
                case JpegSegment.APP2 -> {
                    if (match(bytes, at, end, ICC) && end >= at + 14) {
                        icc.putIfAbsent(u8(bytes, at + 12), Arrays.copyOfRange(bytes, at + 14, end));
                    }
                }
                case JpegSegment.APP13 -> {
                    if (match(bytes, at, end, PHOTOSHOP)) {
                        photoshop.write(bytes, at + PHOTOSHOP.length(), end - at - PHOTOSHOP.length());
                    }
                }
                case JpegSegment.COM -> blocks.add(block(COMMENT, bytes, at, end));
                default -> {}
            }
        }
        if (!icc.isEmpty()) {
            ByteArrayOutputStream profile = new ByteArrayOutputStream();
            icc.values().forEach(profile::writeBytes);
            parts.put(Part.ICC, profile.toByteArray());
        }
        if (photoshop.size() > 0) {
            parts.put(Part.PHOTOSHOP, photoshop.toByteArray());
        }
        return new Metadata(parts, blocks);
    }

    private static Block block(String type, byte[] bytes, int from, int to) {
        return new Block(ImageFormat.JPEG, type, Arrays.copyOfRange(bytes, from, to));
    }
}
