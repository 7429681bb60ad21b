package io.faceward.training;

import io.faceward.image.Pixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
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

/** Trusted JPEG files of our own data: reads the portraits to blend and writes the result. Safe for concurrent use. */
public final class PortraitFiles {

    private static final float QUALITY = 0.92f;

    private PortraitFiles() {}

    /**
     * Up to {@code most} portraits of a folder, evenly spread over its files in the order of their names.
     *
     * @throws IOException when the folder or a file cannot be read
     */
    public static List<Pixels> read(Path folder, int most) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(
                            file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".jpg"))
                    .sorted()
                    .toList();
        }
        int count = Math.min(most, files.size());
        return IntStream.range(0, count)
                .mapToObj(i -> read(files.get((int) ((long) i * files.size() / count))))
                .toList();
    }

    private static Pixels read(Path file) {
        try {
            BufferedImage image = ImageIO.read(file.toFile());
            if (image == null) {
                throw new IOException(file + " is no image");
            }
            int[] argb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            byte[] rgb = new byte[3 * argb.length];
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] = (byte) (argb[i / 3] >> (16 - 8 * (i % 3)));
            }
            return new Pixels(image.getWidth(), image.getHeight(), rgb);
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
        BufferedImage image = new BufferedImage(photo.width(), photo.height(), BufferedImage.TYPE_INT_RGB);
        byte[] rgb = photo.rgb();
        for (int i = 0; i < photo.count(); i++) {
            int level = (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | (rgb[3 * i + 2] & 0xff);
            image.setRGB(i % photo.width(), i / photo.width(), level);
        }
        Files.deleteIfExists(file);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
    }
}
