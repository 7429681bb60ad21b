package io.faceward.image;

import static io.faceward.image.Bytes.u32;
import static io.faceward.image.Bytes.u8;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.faceward.image.Metadata.Block;
import io.faceward.image.Metadata.Part;
import io.faceward.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * A PNG taken apart.
 *
 * @param picture the PNG with nothing but what decoding needs
 * @param transparent the one colour that is transparent in a grey or RGB image; {@code null} when there is none
 */
@SuppressWarnings("ArrayRecordComponent")
record PngFile(
        int width, int height, byte[] picture, @Nullable ColourKey transparent, Metadata metadata)
        implements ImageFile {

    static final String XMP = "XML:com.adobe.xmp\0";

    private static final int PALETTE = 3;
    private static final Set<String> KEPT = Set.of("sRGB", "gAMA", "cHRM", "cICP", "pHYs", "tEXt", "zTXt", "iTXt");

    static PngFile read(byte[] bytes, ImageProperties limits) {
        List<PngChunk> chunks = PngChunk.parse(bytes, limits.maxBlocks());
        PngChunk header = chunks.get(0);
        if (!header.type().equals("IHDR") || header.length() != 13) {
            throw Problem.BROKEN_IMAGE.because("A PNG starts with its header");
        }
        int at = header.data();
        if (u32(bytes, at) > Integer.MAX_VALUE || u32(bytes, at + 4) > Integer.MAX_VALUE) {
            throw Problem.BROKEN_IMAGE.because("A PNG has at most 2^31 - 1 columns and rows");
        }
        requireOneFrame(bytes, chunks);
        int depth = u8(bytes, at + 8);
        int colourType = u8(bytes, at + 9);
        ColourKey transparent = colourType == PALETTE ? null : ColourKey.of(bytes, chunks, depth, colourType);
        byte[] picture = picture(bytes, chunks, colourType);
        Metadata metadata = metadata(bytes, chunks, limits.maxInflated().toBytes());
        return new PngFile((int) u32(bytes, at), (int) u32(bytes, at + 4), picture, transparent, metadata);
    }

    @Override
    public ImageFormat format() {
        return ImageFormat.PNG;
    }

    @Override
    public int quality() {
        return 100;
    }

    @Override
    public Mat decode() {
        Mat stored = Codec.decode(picture);
        return EightBit.of(transparent == null || stored.empty() ? stored : transparent.toAlpha(stored));
    }

    private static void requireOneFrame(byte[] bytes, List<PngChunk> chunks) {
        for (PngChunk chunk : chunks) {
            if (chunk.type().equals("acTL") && chunk.length() >= 4 && u32(bytes, chunk.data()) > 1) {
                throw Problem.TOO_MANY_FRAMES.because("It is an animated PNG").limit(1, u32(bytes, chunk.data()));
            }
        }
    }

    private static byte[] picture(byte[] bytes, List<PngChunk> chunks, int colourType) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        out.write(bytes, 0, PngChunk.SIGNATURE.length());
        for (PngChunk chunk : chunks) {
            boolean needed =
                    switch (chunk.type()) {
                        case "IHDR", "PLTE", "IDAT", "IEND" -> true;
                        case "tRNS" -> colourType == PALETTE;
                        default -> false;
                    };
            if (needed) {
                out.write(bytes, chunk.from(), chunk.to() - chunk.from());
            }
        }
        return out.toByteArray();
    }

    private static Metadata metadata(byte[] bytes, List<PngChunk> chunks, long maxInflated) {
        Map<Part, byte[]> parts = new EnumMap<>(Part.class);
        List<Block> blocks = new ArrayList<>();
        for (PngChunk chunk : chunks) {
            byte[] data = Arrays.copyOfRange(bytes, chunk.data(), chunk.data() + chunk.length());
            if (chunk.type().equals("iCCP")) {
                put(parts, Part.ICC, inflate(data, indexOfNul(data, 0) + 2, maxInflated));
            } else if (chunk.type().equals("eXIf")) {
                put(parts, Part.EXIF, data);
            } else if (chunk.type().equals("iTXt") && Bytes.match(data, 0, data.length, XMP)) {
                put(parts, Part.XMP, text(data, maxInflated));
            } else if (KEPT.contains(chunk.type())) {
                blocks.add(new Block(ImageFormat.PNG, chunk.type(), data));
            }
        }
        return new Metadata(parts, blocks);
    }

    /** The text of an international text chunk: keyword, compression flag and method, two tags, text. */
    private static byte @Nullable [] text(byte[] data, long maxInflated) {
        int flags = XMP.length();
        int text = indexOfNul(data, indexOfNul(data, flags + 2) + 1) + 1;
        if (text >= data.length) {
            return null;
        }
        return data[flags] == 0 ? Arrays.copyOfRange(data, text, data.length) : inflate(data, text, maxInflated);
    }

    private static byte @Nullable [] inflate(byte[] data, int from, long maxInflated) {
        return from >= data.length ? null : Zlib.inflate(data, from, maxInflated);
    }

    private static void put(Map<Part, byte[]> parts, Part part, byte @Nullable [] bytes) {
        if (bytes != null) {
            parts.putIfAbsent(part, bytes);
        }
    }

    private static int indexOfNul(byte[] data, int from) {
        int nul = new String(data, ISO_8859_1).indexOf(0, from);
        return nul < 0 ? data.length : nul;
    }
}
