package io.faceward.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.faceward.image.Metadata.Block;
import io.faceward.image.Metadata.Part;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Puts metadata into a PNG, between header and pixels, and drops whatever else the codec wrote. */
final class PngSplice {

    private static final byte[] PROFILE_NAME = "ICC profile\0\0".getBytes(ISO_8859_1);

    /** Keyword, no compression, no language, no translated keyword. */
    private static final byte[] XMP_HEAD = (PngFile.XMP + "\0\0\0\0").getBytes(ISO_8859_1);

    private PngSplice() {}

    static byte[] splice(byte[] png, Metadata metadata) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(png.length + 65536);
        out.write(png, 0, PngChunk.SIGNATURE.length());
        for (PngChunk chunk : PngChunk.parse(png, Integer.MAX_VALUE)) {
            switch (chunk.type()) {
                case "IHDR" -> {
                    copy(out, png, chunk);
                    write(out, metadata);
                }
                case "PLTE", "tRNS", "IDAT", "IEND" -> copy(out, png, chunk);
                default -> {}
            }
        }
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, Metadata metadata) {
        byte[] icc = metadata.part(Part.ICC);
        byte[] exif = metadata.part(Part.EXIF);
        byte[] xmp = metadata.part(Part.XMP);
        List<Block> blocks = metadata.blocks(ImageFormat.PNG);
        if (icc != null) {
            PngChunk.write(out, "iCCP", join(PROFILE_NAME, Zlib.deflate(icc)));
        }
        for (Block block : blocks) {
            // The standard forbids both a profile and the sRGB chunk.
            if (icc == null || !block.type().equals("sRGB")) {
                PngChunk.write(out, block.type(), block.bytes());
            }
        }
        if (exif != null) {
            PngChunk.write(out, "eXIf", exif);
        }
        if (xmp != null) {
            PngChunk.write(out, "iTXt", join(XMP_HEAD, xmp));
        }
    }

    private static byte[] join(byte[] head, byte[] tail) {
        byte[] both = java.util.Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return both;
    }

    private static void copy(ByteArrayOutputStream out, byte[] png, PngChunk chunk) {
        out.write(png, chunk.from(), chunk.to() - chunk.from());
    }
}
