package io.faceward.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes a PNG of two channels, grey and alpha, which OpenCV cannot. */
final class GreyAlphaPng {

    private GreyAlphaPng() {}

    static byte[] encode(Pixels grey, byte[] alpha) {
        byte[] samples = new byte[2 * alpha.length];
        for (int i = 0; i < alpha.length; i++) {
            samples[2 * i] = grey.rgb()[3 * i];
            samples[2 * i + 1] = alpha[i];
        }
        var raster = Raster.createInterleavedRaster(
                new DataBufferByte(samples, samples.length),
                grey.width(),
                grey.height(),
                2 * grey.width(),
                2,
                new int[] {0, 1},
                null);
        var model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY),
                true,
                false,
                Transparency.TRANSLUCENT,
                DataBuffer.TYPE_BYTE);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(out)) {
            if (!ImageIO.write(new BufferedImage(model, raster, false, null), "png", stream)) {
                throw new IllegalStateException("no writer for PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
