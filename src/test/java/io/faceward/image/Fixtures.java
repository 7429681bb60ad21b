package io.faceward.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** Images and metadata that tests make for themselves, written without the code under test. */
@NullUnmarked
final class Fixtures {

    static final String GPS_SECRET = "52.5163N-13.3777E-rational";
    static final String THUMBNAIL_SECRET = "\u00FF\u00D8\u00FFunprotected face\u00FF\u00D9";

    private Fixtures() {}

    static ImageProperties defaults() {
        return new Binder(new MapConfigurationPropertySource()).bindOrCreate("faceward.image", ImageProperties.class);
    }

    /** Limits that keep every try of a fuzzer short; made by hand, since Spring cannot bind records that Jazzer changed. */
    static ImageProperties small() {
        return new ImageProperties(DataSize.ofMegabytes(1), 4_000_000, DataSize.ofMegabytes(1), 4096, 20, 85, 90);
    }

    /** Smooth gradients with a little noise, as a photo has. */
    static Pixels photo(int width, int height, boolean grey) {
        Random random = new Random(7);
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < width * height; i++) {
            double x = (double) (i % width) / width;
            double y = (double) (i / width) / height;
            for (int c = 0; c < 3; c++) {
                double wave = 128 + 90 * Math.sin(5 * x + (grey ? 0 : 2 * c)) * Math.cos(4 * y);
                rgb[3 * i + c] = (byte) (wave + (grey && c > 0 ? 0 : random.nextInt(9)));
                if (grey && c > 0) {
                    rgb[3 * i + c] = rgb[3 * i];
                }
            }
        }
        return new Pixels(width, height, rgb);
    }

    static Photo photo(ImageFormat format, int quality) {
        return new Photo(photo(160, 120, false), null, false, format, quality, Metadata.NONE);
    }

    /** Written by OpenCV, without any metadata. */
    static byte[] jpeg(Pixels pixels, int quality, boolean grey) {
        try (Mat rgb = Codec.mat(pixels.height(), pixels.width(), opencv_core.CV_8UC3, pixels.rgb());
                Mat mat = new Mat()) {
            org.bytedeco.opencv.global.opencv_imgproc.cvtColor(rgb, mat, grey ? 7 : 4);
            return Codec.encode(ImageFormat.JPEG, mat, 1, quality, 7, 0x111111);
        }
    }

    static byte[] segment(int marker, String prefix, byte[] body) {
        int size = 2 + prefix.length() + body.length;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) marker, (byte) (size >> 8), (byte) size});
        out.writeBytes(prefix.getBytes(ISO_8859_1));
        out.writeBytes(body);
        return out.toByteArray();
    }

    /** The JPEG with segments put in behind its first marker. */
    static byte[] withSegments(byte[] jpeg, byte[]... segments) {
        return insert(jpeg, 2, segments);
    }

    static byte[] insert(byte[] file, int at, byte[]... pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(file, 0, at);
        for (byte[] piece : pieces) {
            out.writeBytes(piece);
        }
        out.write(file, at, file.length - at);
        return out.toByteArray();
    }

    /** A PNG of stored rows; every row of {@code rows} starts with its filter byte. */
    static byte[] png(int width, int height, int depth, int colourType, byte[] rows, byte[]... chunks) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) depth)
                .put((byte) colourType)
                .array();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("\u0089PNG\r\n\u001A\n".getBytes(ISO_8859_1));
        out.writeBytes(chunk("IHDR", header));
        for (byte[] chunk : chunks) {
            out.writeBytes(chunk);
        }
        out.writeBytes(chunk("IDAT", deflated(rows)));
        out.writeBytes(chunk("IEND", new byte[0]));
        return out.toByteArray();
    }

    static byte[] chunk(String type, byte[] data) {
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(type.getBytes(ISO_8859_1));
        crc.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(type.getBytes(ISO_8859_1))
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }

    static byte[] deflated(byte[] data) {
        java.util.zip.Deflater deflater = new java.util.zip.Deflater();
        deflater.setInput(data);
        deflater.finish();
        byte[] out = new byte[data.length + 1000];
        byte[] deflated = java.util.Arrays.copyOf(out, deflater.deflate(out));
        System.arraycopy(out, 0, deflated, 0, deflated.length);
        deflater.end();
        return deflated;
    }

    /** RIFF with the chunks given as alternating type and data. */
    static byte[] webp(Object... chunks) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < chunks.length; i += 2) {
            byte[] data = (byte[]) chunks[i + 1];
            body.writeBytes(((String) chunks[i]).getBytes(ISO_8859_1));
            body.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(data.length)
                    .array());
            body.writeBytes(data);
            if (data.length % 2 == 1) {
                body.write(0);
            }
        }
        return ByteBuffer.allocate(12 + body.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(ISO_8859_1))
                .putInt(4 + body.size())
                .put("WEBP".getBytes(ISO_8859_1))
                .put(body.toByteArray())
                .array();
    }

    static byte[] icc() {
        return ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    }

    static byte[] greyIcc() {
        return ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
    }

    /** EXIF with maker, orientation, stored size 160x120, a GPS directory and a thumbnail. */
    static byte[] exif(ByteOrder order, int orientation) {
        byte[] thumbnail = THUMBNAIL_SECRET.getBytes(ISO_8859_1);
        ByteBuffer tiff = ByteBuffer.allocate(190 + thumbnail.length).order(order);
        tiff.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(ISO_8859_1));
        tiff.putShort((short) 42).putInt(8);
        tiff.putShort((short) 4);
        entry(tiff, 0x010F, 2, 9, 62);
        shortEntry(tiff, 0x0112, orientation);
        entry(tiff, 0x8769, 4, 1, 72);
        entry(tiff, 0x8825, 4, 1, 102);
        tiff.putInt(160);
        tiff.put("Faceward\0\0".getBytes(ISO_8859_1));
        tiff.putShort((short) 2);
        entry(tiff, 0xA002, 4, 1, 160);
        entry(tiff, 0xA003, 4, 1, 120);
        tiff.putInt(0);
        tiff.putShort((short) 2);
        entry(tiff, 1, 2, 2, 0);
        entry(tiff, 2, 7, GPS_SECRET.length(), 132);
        tiff.putInt(0);
        tiff.put(GPS_SECRET.getBytes(ISO_8859_1)).putShort((short) 0);
        tiff.putShort((short) 2);
        entry(tiff, 0x0201, 4, 1, 190);
        entry(tiff, 0x0202, 4, 1, thumbnail.length);
        tiff.putInt(0);
        tiff.put(thumbnail);
        return tiff.array();
    }

    private static void entry(ByteBuffer tiff, int tag, int type, int count, int value) {
        tiff.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }

    private static void shortEntry(ByteBuffer tiff, int tag, int value) {
        tiff.putShort((short) tag).putShort((short) 3).putInt(1);
        tiff.putShort((short) value).putShort((short) 0);
    }

    /** Whether the text stands anywhere in the bytes. */
    static boolean holds(byte[] bytes, String text) {
        return new String(bytes, ISO_8859_1).contains(text);
    }
}
