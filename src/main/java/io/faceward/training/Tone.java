package io.faceward.training;

import java.util.SplittableRandom;

/** A change of brightness, contrast, colour and saturation. Immutable. */
final class Tone {

    private static final double GREY = 0.12;

    private final float[][] curves = new float[3][256];
    private final float saturation;

    private Tone(double gamma, double[] gains, double offset, double saturation) {
        for (int channel = 0; channel < 3; channel++) {
            for (int level = 0; level < 256; level++) {
                curves[channel][level] = (float) (255 * gains[channel] * Math.pow(level / 255.0, gamma) + offset);
            }
        }
        this.saturation = (float) saturation;
    }

    /** Leaves a picture as it is. */
    static Tone plain() {
        return new Tone(1, new double[] {1, 1, 1}, 0, 1);
    }

    /** As cameras, lamps and editors vary it: of every second picture the colours too, of some all colour taken. */
    static Tone random(SplittableRandom random) {
        double gain = Math.exp(random.nextDouble(-0.35, 0.35));
        double[] gains = {gain, gain, gain};
        if (random.nextBoolean()) {
            for (int channel = 0; channel < 3; channel++) {
                gains[channel] *= Math.exp(random.nextDouble(-0.2, 0.2));
            }
        }
        double saturation = random.nextDouble() < GREY ? 0 : random.nextDouble(0.5, 1.3);
        return new Tone(Math.exp(random.nextDouble(-0.4, 0.4)), gains, random.nextDouble(-25, 25), saturation);
    }

    /** Changes one colour of levels 0 to 255, in place. */
    void apply(float[] rgb) {
        float grey = 0;
        for (int channel = 0; channel < 3; channel++) {
            rgb[channel] = curves[channel][Math.min(255, Math.max(0, Math.round(rgb[channel])))];
            grey += rgb[channel] / 3;
        }
        for (int channel = 0; channel < 3; channel++) {
            rgb[channel] = grey + saturation * (rgb[channel] - grey);
        }
    }

    /** Changes a picture of three planes of so many pixels in [-1,1], in place. */
    void applyToPlanes(float[] planes, int offset, int pixels) {
        float[] rgb = new float[3];
        for (int i = offset; i < offset + pixels; i++) {
            for (int channel = 0; channel < 3; channel++) {
                rgb[channel] = 127.5f * (planes[i + channel * pixels] + 1);
            }
            apply(rgb);
            for (int channel = 0; channel < 3; channel++) {
                planes[i + channel * pixels] = Math.min(1, Math.max(-1, rgb[channel] / 127.5f - 1));
            }
        }
    }
}
