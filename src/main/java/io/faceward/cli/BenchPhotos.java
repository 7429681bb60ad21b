package io.faceward.cli;

import io.faceward.image.Decoder;
import io.faceward.image.Encoder;
import io.faceward.image.Encoding;
import io.faceward.image.MetadataPolicy;
import io.faceward.image.Photo;
import io.faceward.image.Pixels;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** Photos of the usual sizes, made from the sample portrait. */
record BenchPhotos(Decoder decoder, Encoder encoder) {

    private static final String SAMPLE = "/sample/portrait.jpg";

    /** One face, 256x256. */
    byte[] face() throws IOException {
        return tiled(256, 256, 1, 1);
    }

    /** Eight faces on 2 megapixels. */
    byte[] group() throws IOException {
        return tiled(1632, 1224, 4, 2);
    }

    /** One face on 12 megapixels. */
    byte[] portrait() throws IOException {
        return tiled(3000, 4000, 1, 1);
    }

    /** The portrait in every cell of a grid, over the whole height of the cell. */
    private byte[] tiled(int width, int height, int columns, int rows) throws IOException {
        Photo sample = decoder.decode(sample());
        Pixels from = sample.pixels();
        byte[] rgb = new byte[3 * width * height];
        double cellWidth = (double) width / columns;
        double cellHeight = (double) height / rows;
        double scale = Math.min(from.width() / cellWidth, from.height() / cellHeight);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int column = (int) (from.width() / 2.0 + (x % cellWidth - cellWidth / 2) * scale);
                int row = (int) (from.height() / 2.0 + (y % cellHeight - cellHeight / 2) * scale);
                int source = 3 * (Math.min(row, from.height() - 1) * from.width() + Math.min(column, from.width() - 1));
                System.arraycopy(from.rgb(), source, rgb, 3 * (y * width + x), 3);
            }
        }
        return encoder.encode(sample.with(new Pixels(width, height, rgb)), new Encoding(null, 92, MetadataPolicy.NONE));
    }

    private static byte[] sample() throws IOException {
        try (InputStream in = BenchPhotos.class.getResourceAsStream(SAMPLE)) {
            if (in == null) {
                throw new FileNotFoundException(SAMPLE);
            }
            return in.readAllBytes();
        }
    }
}
