package io.faceward.image;

import io.faceward.image.Metadata.Part;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts metadata into a WebP: profile before the picture, EXIF and XMP after it, and the extended header they need. */
final class WebpSplice {

    private static final int ICC_FLAG = 0x20;
    private static final int EXIF_FLAG = 0x08;
    private static final int XMP_FLAG = 0x04;
    private static final int LOSSLESS_ALPHA_BIT = 0x10;

    private WebpSplice() {}

    static byte[] splice(byte[] webp, Metadata metadata) {
        byte[] icc = metadata.part(Part.ICC);
        byte[] exif = metadata.part(Part.EXIF);
        byte[] xmp = metadata.part(Part.XMP);
        if (icc == null && exif == null && xmp == null) {
            return webp;
        }
        List<WebpChunk> picture = WebpChunk.parse(webp, Integer.MAX_VALUE).stream()
                .filter(chunk -> isPicture(chunk.type()))
                .toList();
        int flags = (icc == null ? 0 : ICC_FLAG)
                | (exif == null ? 0 : EXIF_FLAG)
                | (xmp == null ? 0 : XMP_FLAG)
                | (hasAlpha(webp, picture) ? WebpFile.ALPHA_FLAG : 0);
        int[] size = WebpFile.size(webp, picture.get(picture.size() - 1));
        ByteArrayOutputStream out = new ByteArrayOutputStream(webp.length + 65536);
        byte[] header = {
            (byte) flags,
            0,
            0,
            0,
            (byte) (size[0] - 1),
            (byte) (size[0] - 1 >> 8),
            0,
            (byte) (size[1] - 1),
            (byte) (size[1] - 1 >> 8),
            0
        };
        write(out, "VP8X", header);
        write(out, "ICCP", icc);
        for (WebpChunk chunk : picture) {
            WebpChunk.write(out, chunk.type(), webp, chunk.from(), chunk.to());
        }
        write(out, "EXIF", exif);
        write(out, "XMP ", xmp);
        return WebpChunk.file(out);
    }

    private static boolean isPicture(String type) {
        return type.equals("ALPH") || type.equals("VP8 ") || type.equals("VP8L");
    }

    private static boolean hasAlpha(byte[] webp, List<WebpChunk> picture) {
        WebpChunk first = picture.get(0);
        return first.type().equals("ALPH")
                || first.type().equals("VP8L") && (webp[first.from() + 4] & LOSSLESS_ALPHA_BIT) != 0;
    }

    private static void write(ByteArrayOutputStream out, String type, byte @Nullable [] data) {
        if (data != null) {
            WebpChunk.write(out, type, data, 0, data.length);
        }
    }
}
