package io.faceward.face;

import io.faceward.image.Pixels;
import io.faceward.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Adds perturbations to a photo of any size. Safe for concurrent use.
 *
 * <p>Each is resampled to its square (Catmull-Rom when enlarged, area average when shrunk) and fades out towards the
 * square's edges; in a close-up it is weaker, since patterns that are enlarged are seen better. Overlaps add up. The sum is cut to {@code floor(epsilon)} grey levels and rounded with an ordered
 * dither, so that the mean over a neighbourhood keeps fractions of a level and large soft perturbations show no bands.
 * The same input gives the same bytes.
 */
public final class Paste {

    private static final int BAND = 32;

    private final FaceProperties properties;

    public Paste(FaceProperties properties) {
        this.properties = properties;
    }

    /**
     * A copy of the photo with the patches added; pixels outside the squares are the same bytes, and no sample differs
     * by more than {@code floor(epsilon)}.
     *
     * @param epsilon largest change in grey levels, 0 to 255
     * @param grey whether all three channels get the luma-weighted mean of the perturbation, so that grey stays grey
     * @throws io.faceward.problem.ServiceException {@link Problem#BAD_PARAMETER} when epsilon is out of range,
     *     {@link Problem#INTERNAL} when a perturbation has another shape than {@code [3,256,256]} or is not finite
     */
    public Pixels add(Pixels photo, List<Patch> patches, float epsilon, boolean grey) {
        if (!(epsilon >= 0 && epsilon <= 255)) {
            throw Problem.BAD_PARAMETER
                    .because("epsilon must lie between 0 and 255 grey levels")
                    .with("parameter", "epsilon");
        }
        List<Layer> layers = patches.stream()
                .map(patch -> new Layer(patch, properties, grey, photo))
                .filter(Layer::visible)
                .toList();
        Pixels result = new Pixels(photo.width(), photo.height(), photo.rgb().clone());
        int bands = (photo.height() + BAND - 1) / BAND;
        IntStream.range(0, bands)
                .parallel()
                .forEach(band -> add(result, layers, (int) epsilon, grey ? 1 : 3, band * BAND));
        return result;
    }

    private static void add(Pixels result, List<Layer> layers, int limit, int planes, int top) {
        int bottom = Math.min(top + BAND, result.height());
        List<Layer> crossing =
                layers.stream().filter(layer -> layer.crosses(top, bottom)).toList();
        if (crossing.isEmpty()) {
            return;
        }
        int left = crossing.stream().mapToInt(Layer::left).min().getAsInt();
        int right = crossing.stream().mapToInt(Layer::right).max().getAsInt();
        float[][] sum = new float[planes][right - left];
        for (int y = top; y < bottom; y++) {
            for (float[] plane : sum) {
                Arrays.fill(plane, 0);
            }
            for (Layer layer : crossing) {
                layer.addRow(y, sum, left);
            }
            round(sum, limit, result, left, y);
        }
    }

    private static void round(float[][] sum, int limit, Pixels result, int left, int y) {
        byte[] rgb = result.rgb();
        float[] red = sum[0];
        float[] green = sum[sum.length == 3 ? 1 : 0];
        float[] blue = sum[sum.length == 3 ? 2 : 0];
        int at = 3 * (y * result.width() + left);
        for (int x = 0; x < red.length; x++, at += 3) {
            float threshold = threshold(left + x, y);
            rgb[at] = changed(rgb[at], red[x], limit, threshold);
            rgb[at + 1] = changed(rgb[at + 1], green[x], limit, threshold);
            rgb[at + 2] = changed(rgb[at + 2], blue[x], limit, threshold);
        }
    }

    private static byte changed(byte sample, float delta, int limit, float threshold) {
        float bounded = Math.min(Math.max(delta, -limit), limit);
        // Adding 256 before and after turns the cast, which cuts towards zero, into a fast floor.
        int level = (sample & 0xff) + (int) (bounded + threshold + 256) - 256;
        return (byte) Math.min(Math.max(level, 0), 255);
    }

    /**
     * A dither threshold in [0,1), evenly spread over any neighbourhood: the fractional part of {@code x / g + y / g²},
     * where g is the real root of g³ = g + 1, in fixed point. It has 14 bits,
     * so that {@code round} is exact for whole grey levels in a float and never reaches the next one.
     */
    private static float threshold(int x, int y) {
        return ((x * 0xC13FA9A9 + y * 0x91E10DA5) >>> 18) * 0x1p-14f;
    }
}
