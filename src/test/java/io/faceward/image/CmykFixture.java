package io.faceward.image;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A JPEG of four components and one colour, with the segment by which Adobe marks CMYK. */
final class CmykFixture {

    private CmykFixture() {}

    static byte[] jpeg(int width, int height, int[] ink) {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        for (int i = 0; i < width * height; i++) {
            raster.setPixel(i % width, i / width, ink);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
            writer.setOutput(stream);
            writer.write(new IIOImage(raster, null, null));
            writer.dispose();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] adobe = Fixtures.segment(0xEE, "Adobe", new byte[] {0, 100, 0, 0, 0, 0, 0});
        return Fixtures.withSegments(out.toByteArray(), adobe);
    }
}
