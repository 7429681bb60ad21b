package io.faceward.face;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.image.Pixels;
import io.faceward.network.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundTripTests {

    private static final int SIDE = Crops.SIDE;
    private static final float EPSILON = 20;

    /** Enlarged, as it is, shrunk, in a close-up, at the edges, and larger than the photo. */
    @ParameterizedTest
    @CsvSource({
        "700,600,200,150,300,300",
        "400,300,40,20,142,142",
        "500,400,100,0,60,60",
        "1000,900,100,100,720,720",
        "300,200,0,0,180,170"
    })
    void foretellsWhatPasteAndCropLeave(int width, int height, int x, int y, int faceWidth, int faceHeight) {
        byte[] grey = new byte[3 * width * height];
        Arrays.fill(grey, (byte) 128);
        Pixels photo = new Pixels(width, height, grey);
        FaceProperties properties = FaceProperties.with(Map.of());
        Crops crops = new Crops(properties);
        List<Face> faces = List.of(new Face(x, y, faceWidth, faceHeight, 0.9f, List.of()));
        Crop before = crops.cut(photo, faces).get(0);
        Tensor delta = waves();

        Pixels pasted = new Paste(properties).add(photo, List.of(new Patch(before.square(), delta)), EPSILON, false);
        float[] after = crops.cut(pasted, faces).get(0).image().data();

        float[] foretold = applied(RoundTrip.of(before.square(), photo, properties), delta.data());
        double error = 0;
        double size = 0;
        for (int i = 0; i < after.length; i++) {
            error += Math.pow(after[i] - before.image().data()[i] - foretold[i], 2);
            size += Math.pow(foretold[i], 2);
        }
        // Half a grey level of rounding, which is uniform noise, is the most that may differ.
        assertThat(Math.sqrt(error / after.length)).isLessThan(0.5 / 127.5);
        assertThat(Math.sqrt(size / after.length)).isGreaterThan(3 * 0.5 / 127.5);
    }

    private static Tensor waves() {
        float[] delta = new float[3 * SIDE * SIDE];
        for (int i = 0; i < delta.length; i++) {
            int row = i / SIDE % SIDE;
            int column = i % SIDE;
            delta[i] = (float) (0.1 * Math.sin(0.11 * row + i / (SIDE * SIDE)) * Math.cos(0.07 * column));
        }
        return new Tensor(delta, 3, SIDE, SIDE);
    }

    private static float[] applied(RoundTrip trip, float[] delta) {
        float[] result = new float[delta.length];
        for (int channel = 0; channel < 3; channel++) {
            float[] half = new float[SIDE * SIDE];
            for (int row = 0; row < SIDE; row++) {
                for (int column = 0; column < SIDE; column++) {
                    for (int k = 0; k < SIDE; k++) {
                        half[row * SIDE + column] += delta[(channel * SIDE + row) * SIDE + k]
                                * trip.columns().data()[column * SIDE + k];
                    }
                }
            }
            for (int row = 0; row < SIDE; row++) {
                for (int column = 0; column < SIDE; column++) {
                    for (int k = 0; k < SIDE; k++) {
                        result[(channel * SIDE + row) * SIDE + column] +=
                                trip.rows().data()[row * SIDE + k] * half[k * SIDE + column];
                    }
                }
            }
        }
        return result;
    }
}
