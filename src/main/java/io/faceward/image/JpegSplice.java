package io.faceward.image;

import static io.faceward.image.Bytes.match;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.faceward.image.Metadata.Block;
import io.faceward.image.Metadata.Part;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts metadata into a JPEG, behind its JFIF segment: EXIF, XMP, ICC, Photoshop, comments.
 *
 * <p>EXIF and XMP that came from another format and exceed one segment (64 kB) are left out; profiles and Photoshop
 * resources are spread over as many segments as they need.
 */
final class JpegSplice {

    private static final int MAX_PAYLOAD = 65533;
    private static final int MAX_ICC_SEGMENTS = 255;

    private JpegSplice() {}

    static byte[] splice(byte[] jpeg, Metadata metadata) {
        List<JpegSegment> segments = JpegSegment.parse(jpeg, Integer.MAX_VALUE, Integer.MAX_VALUE);
        JpegSegment head = segments.get(0);
        boolean jfif = head.marker() == JpegSegment.APP0 && match(jpeg, head.payload(), head.to(), JpegFile.JFIF);
        int insertion = jfif ? head.to() : 2;

        ByteArrayOutputStream out = new ByteArrayOutputStream(jpeg.length + 65536);
        out.write(jpeg, 0, insertion);
        single(out, JpegFile.EXIF, metadata.part(Part.EXIF));
        single(out, JpegFile.XMP, metadata.part(Part.XMP));
        List<Block> blocks = metadata.blocks(ImageFormat.JPEG);
        each(out, blocks, JpegFile.EXTENDED_XMP, JpegSegment.APP1);
        profile(out, metadata.part(Part.ICC));
        photoshop(out, metadata.part(Part.PHOTOSHOP));
        each(out, blocks, JpegFile.COMMENT, JpegSegment.COM);
        out.write(jpeg, insertion, jpeg.length - insertion);

        byte[] spliced = out.toByteArray();
        if (jfif) {
            blocks.stream()
                    .filter(block -> block.type().equals(JpegFile.JFIF))
                    .findFirst()
                    .ifPresent(density ->
                            System.arraycopy(density.bytes(), 0, spliced, head.payload() + 7, density.bytes().length));
        }
        return spliced;
    }

    private static void single(ByteArrayOutputStream out, String prefix, byte @Nullable [] body) {
        if (body != null && prefix.length() + body.length <= MAX_PAYLOAD) {
            segment(out, JpegSegment.APP1, prefix.getBytes(ISO_8859_1), body, 0, body.length);
        }
    }

    private static void each(ByteArrayOutputStream out, List<Block> blocks, String type, int marker) {
        for (Block block : blocks) {
            if (block.type().equals(type)) {
                segment(out, marker, new byte[0], block.bytes(), 0, block.bytes().length);
            }
        }
    }

    private static void profile(ByteArrayOutputStream out, byte @Nullable [] icc) {
        int room = MAX_PAYLOAD - JpegFile.ICC.length() - 2;
        if (icc == null || icc.length > room * MAX_ICC_SEGMENTS) {
            return;
        }
        int count = (icc.length + room - 1) / room;
        for (int i = 0; i < count; i++) {
            byte[] prefix = (JpegFile.ICC + (char) (i + 1) + (char) count).getBytes(ISO_8859_1);
            segment(out, JpegSegment.APP2, prefix, icc, i * room, Math.min(room, icc.length - i * room));
        }
    }

    private static void photoshop(ByteArrayOutputStream out, byte @Nullable [] resources) {
        int room = MAX_PAYLOAD - JpegFile.PHOTOSHOP.length();
        for (int at = 0; resources != null && at < resources.length; at += room) {
            byte[] prefix = JpegFile.PHOTOSHOP.getBytes(ISO_8859_1);
            segment(out, JpegSegment.APP13, prefix, resources, at, Math.min(room, resources.length - at));
        }
    }

    private static void segment(
            ByteArrayOutputStream out, int marker, byte[] prefix, byte[] body, int from, int length) {
        int size = 2 + prefix.length + length;
        out.write(0xFF);
        out.write(marker);
        out.write(size >> 8);
        out.write(size);
        out.writeBytes(prefix);
        out.write(body, from, length);
    }
}
