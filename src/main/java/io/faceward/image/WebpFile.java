package io.faceward.image;

import static io.faceward.image.Bytes.u8;
import static io.faceward.image.WebpChunk.u24;

import io.faceward.image.Metadata.Part;
import io.faceward.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * A WebP taken apart.
 *
 * @param picture the WebP with nothing but what decoding needs
 */
@SuppressWarnings("ArrayRecordComponent")
record WebpFile(int width, int height, int quality, byte[] picture, Metadata metadata) implements ImageFile {

    /** Sides are stored in 14 bits. */
    static final int MAX_SIDE = 16383;

    static final int ALPHA_FLAG = 0x10;

    static WebpFile read(byte[] bytes, ImageProperties limits) {
        List<WebpChunk> chunks = WebpChunk.parse(bytes, limits.maxBlocks());
        requireOneFrame(chunks);
        ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.length);
        Map<Part, byte[]> parts = new EnumMap<>(Part.class);
        WebpChunk canvas = null;
        for (WebpChunk chunk : chunks) {
            int at = chunk.from();
            switch (chunk.type()) {
                case "VP8X" -> canvas = chunk;
                case "ALPH" -> {
                    if (canvas != null) {
                        byte[] extended = Arrays.copyOfRange(bytes, canvas.from(), canvas.to());
                        extended[0] = ALPHA_FLAG;
                        WebpChunk.write(kept, "VP8X", extended, 0, extended.length);
                        WebpChunk.write(kept, "ALPH", bytes, at, chunk.to());
                    }
                }
                case "VP8 ", "VP8L" -> {
                    WebpChunk.write(kept, chunk.type(), bytes, at, chunk.to());
                    int[] size = size(bytes, chunk);
                    if (canvas != null
                            && (u24(bytes, canvas.from() + 4) + 1 != size[0]
                                    || u24(bytes, canvas.from() + 7) + 1 != size[1])) {
                        throw Problem.BROKEN_IMAGE.because("The WebP states two different sizes");
                    }
                    int quality = chunk.type().equals("VP8L") ? 100 : WebpQuality.estimate(bytes, at, chunk.to());
                    Metadata metadata = metadata(bytes, chunks, parts);
                    return new WebpFile(size[0], size[1], quality, WebpChunk.file(kept), metadata);
                }
                default -> {}
            }
        }
        throw Problem.BROKEN_IMAGE.because("The WebP holds no picture");
    }

    @Override
    public ImageFormat format() {
        return ImageFormat.WEBP;
    }

    /**
     * Black under wholly transparent pixels, whose colour no WebP encoder keeps: otherwise the same photo, written and
     * read again, would differ where nobody sees it.
     */
    @Override
    public Mat decode() {
        Mat decoded = Codec.decode(picture);
        if (decoded.channels() == 4) {
            try (Mat alpha = new Mat();
                    Mat black = new Mat(new Scalar(0));
                    Mat hidden = new Mat()) {
                opencv_core.extractChannel(decoded, alpha, 3);
                opencv_core.inRange(alpha, black, black, hidden);
                decoded.setTo(black, hidden);
            }
        }
        return decoded;
    }

    /** libwebp rounds green otherwise than red and blue. */
    @Override
    public int greyNoise() {
        return quality < 100 ? 1 : 0;
    }

    private static void requireOneFrame(List<WebpChunk> chunks) {
        long frames =
                chunks.stream().filter(chunk -> chunk.type().equals("ANMF")).count();
        if (frames > 0) {
            throw Problem.TOO_MANY_FRAMES.because("It is an animated WebP").with("frames", frames);
        }
    }

    /** Columns and rows that the header of the frame states. */
    static int[] size(byte[] bytes, WebpChunk frame) {
        return frame.type().equals("VP8L") ? losslessSize(bytes, frame.from()) : lossySize(bytes, frame.from());
    }

    /** Width and height, 14 bits each, at 6 and 8 bytes into the frame (RFC 6386, section 9.1). */
    private static int[] lossySize(byte[] bytes, int at) {
        boolean keyFrame = (u8(bytes, at) & 1) == 0;
        if (!keyFrame || u24(bytes, at + 3) != 0x2A019D) {
            throw Problem.BROKEN_IMAGE.because("The WebP starts with no key frame");
        }
        return new int[] {u24(bytes, at + 6) & 0x3FFF, u24(bytes, at + 7) >> 8 & 0x3FFF};
    }

    /** Width and height less one, 14 bits each, behind the signature byte (WebP lossless bitstream, section 3). */
    private static int[] losslessSize(byte[] bytes, int at) {
        if (u8(bytes, at) != 0x2F) {
            throw Problem.BROKEN_IMAGE.because("The lossless WebP lacks its signature");
        }
        int width = (u24(bytes, at + 1) & 0x3FFF) + 1;
        int height = (u24(bytes, at + 2) >> 6 & 0x3FFF) + 1;
        return new int[] {width, height};
    }

    private static Metadata metadata(byte[] bytes, List<WebpChunk> chunks, Map<Part, byte[]> parts) {
        for (WebpChunk chunk : chunks) {
            switch (chunk.type()) {
                case "ICCP" -> parts.putIfAbsent(Part.ICC, copy(bytes, chunk.from(), chunk));
                case "XMP " -> parts.putIfAbsent(Part.XMP, copy(bytes, chunk.from(), chunk));
                case "EXIF" -> {
                    // Some writers keep the prefix that only JPEG needs.
                    boolean prefixed = Bytes.match(bytes, chunk.from(), chunk.to(), JpegFile.EXIF);
                    int start = chunk.from() + (prefixed ? JpegFile.EXIF.length() : 0);
                    parts.putIfAbsent(Part.EXIF, copy(bytes, start, chunk));
                }
                default -> {}
            }
        }
        return new Metadata(parts, List.of());
    }

    private static byte[] copy(byte[] bytes, int from, WebpChunk chunk) {
        return Arrays.copyOfRange(bytes, from, chunk.to());
    }
}
