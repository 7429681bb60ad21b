package io.faceward.training;

import io.faceward.image.Pixels;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Trusted JPEG and PNG files of our own data, in folders or in an archive. Safe for concurrent use. */
public final class PortraitFiles {

    private static final float QUALITY = 0.92f;

    private PortraitFiles() {}

    /**
     * Up to {@code most} portraits of a folder, evenly spread over its files in the order of their names.
     *
     * @throws IOException when the folder or a file cannot be read
     */
    public static List<Pixels> read(Path folder, int most) throws IOException {
        List<Path> files = in(folder);
        int count = Math.min(most, files.size());
        return IntStream.range(0, count)
                .mapToObj(i -> read(files.get((int) ((long) i * files.size() / count))))
                .toList();
    }

    /** The pictures of a folder, in the order of their names. */
    static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(jpg|png)"))
                    .sorted()
                    .toList();
        }
    }

    static Pixels read(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            BufferedImage image = ImageIO.read(in);
            if (image == null) {
                throw new IOException(file + " is no image");
            }
            return pixels(image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes a JPEG of quality 92, replacing an older file.
     *
     * @throws IOException when the file cannot be written
     */
    public static void write(Pixels photo, Path file) throws IOException {
        write(photo, QUALITY, file);
    }

    static void write(Pixels photo, float quality, Path file) throws IOException {
        Files.deleteIfExists(file);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (OutputStream bytes = Files.newOutputStream(file);
                ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image(photo), null, null), parameters);
        } finally {
            writer.dispose();
        }
    }

    static Pixels scaled(Pixels square, int side) {
        return scaled(square, 0, 0, square.width(), side);
    }

    /** A square part of a picture, scaled by a bicubic. */
    static Pixels scaled(Pixels picture, int x, int y, int part, int side) {
        BufferedImage scaled = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D canvas = scaled.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        canvas.drawImage(image(picture), 0, 0, side, side, x, y, x + part, y + part, null);
        canvas.dispose();
        return pixels(scaled);
    }

    static void writePng(Pixels picture, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            if (!ImageIO.write(image(picture), "png", out)) {
                throw new IOException("no writer for PNG");
            }
        }
    }

    static Pixels pixels(BufferedImage image) {
        int[] argb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        byte[] rgb = new byte[3 * argb.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (argb[i / 3] >> (16 - 8 * (i % 3)));
        }
        return new Pixels(image.getWidth(), image.getHeight(), rgb);
    }

    static BufferedImage image(Pixels pixels) {
        int[] levels = new int[pixels.width() * pixels.height()];
        byte[] rgb = pixels.rgb();
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | (rgb[3 * i + 2] & 0xff);
        }
        BufferedImage image = new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, pixels.width(), pixels.height(), levels, 0, pixels.width());
        return image;
    }
}
