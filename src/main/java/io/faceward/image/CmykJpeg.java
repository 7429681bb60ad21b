package io.faceward.image;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import io.faceward.image.Metadata.Part;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Decodes CMYK and YCCK JPEG to sRGB through the embedded profile; OpenCV would ignore the profile. */
final class CmykJpeg {

    private static final JPEGImageReaderSpi READER = reader();

    private CmykJpeg() {}

    private static JPEGImageReaderSpi reader() {
        IIORegistry registry = IIORegistry.getDefaultInstance();
        JPEGImageReaderSpi found = registry.getServiceProviderByClass(JPEGImageReaderSpi.class);
        if (found != null) {
            return found;
        }
        JPEGImageReaderSpi own = new JPEGImageReaderSpi();
        registry.registerServiceProvider(own);
        return own;
    }

    static Mat decode(JpegFile file) {
        byte[] icc = file.metadata().part(Part.ICC);
        Metadata profile = icc == null ? Metadata.NONE : new Metadata(Map.of(Part.ICC, icc), List.of());
        BufferedImage image = read(JpegSplice.splice(file.picture(), profile));
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] bgr = new byte[3 * width * height];
        int[] row = new int[width];
        for (int y = 0, at = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int rgb : row) {
                bgr[at++] = (byte) rgb;
                bgr[at++] = (byte) (rgb >> 8);
                bgr[at++] = (byte) (rgb >> 16);
            }
        }
        return Codec.mat(height, width, opencv_core.CV_8UC3, bgr);
    }

    private static BufferedImage read(byte[] jpeg) {
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
            ImageReader reader = READER.createReaderInstance(null);
            try {
                reader.setInput(in, true, true);
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
