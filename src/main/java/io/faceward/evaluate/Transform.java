package io.faceward.evaluate;

import io.faceward.face.Template;
import io.faceward.image.Noise;
import io.faceward.image.Pixels;
import io.faceward.image.Recompression;
import io.faceward.image.Recompression.Subsampling;
import io.faceward.image.Resampling;
import io.faceward.image.Smoothing;
import java.util.List;

/**
 * What happens to a photo on its way to the attacker: steps one after the other, none for a photo that arrives as it is.
 * Immutable.
 *
 * @param name as the caller wrote it, for instance {@code resize:0.5+jpeg:75}
 */
public record Transform(String name, List<Step> steps) {

    /** One thing that happens. */
    @FunctionalInterface
    interface Step {

        /** The photo after it; its size may be another, in which case all of the photo is scaled. */
        Pixels apply(Pixels photo, long seed);

        /** Where the attacker's cut then has the face. */
        default Template cut(Template careful) {
            return careful;
        }
    }

    /** An attacker who leaves the photo as it is and does not hit the face: shifted cuts, or larger and smaller ones. */
    private record CarelessCut(double shift, double zoom) implements Step {

        @Override
        public Pixels apply(Pixels photo, long seed) {
            return photo;
        }

        @Override
        public Template cut(Template careful) {
            return careful.cutBeside((float) shift, (float) zoom);
        }
    }

    /** The photo as it is. */
    static final Transform NONE = new Transform("none", List.of());

    public Transform {
        steps = List.copyOf(steps);
    }

    /** The photo as the attacker gets it; the same seed gives the same photo. */
    Pixels apply(Pixels photo, long seed) {
        Pixels sent = photo;
        for (int i = 0; i < steps.size(); i++) {
            sent = steps.get(i).apply(sent, seed + i);
        }
        return sent;
    }

    /**
     * How the attacker cuts out a face.
     *
     * @param careful where the face ought to be
     */
    Template cut(Template careful) {
        Template cut = careful;
        for (Step step : steps) {
            cut = step.cut(cut);
        }
        return cut;
    }

    static Step jpeg(int quality, Subsampling subsampling) {
        return (photo, seed) -> Recompression.jpeg(photo, quality, subsampling);
    }

    static Step webp(int quality) {
        return (photo, seed) -> Recompression.webp(photo, quality);
    }

    /** Down by a factor and up again. */
    static Step resize(double factor) {
        return (photo, seed) -> Resampling.resize(scaled(photo, factor), photo.width(), photo.height());
    }

    /** Down until the longer side has so many pixels; a smaller photo stays as it is. */
    static Step longSide(int pixels) {
        return (photo, seed) -> scaled(photo, Math.min(1, (double) pixels / Math.max(photo.width(), photo.height())));
    }

    static Step blur(double sigma) {
        return (photo, seed) -> Smoothing.gaussian(photo, sigma);
    }

    static Step median(int side) {
        return (photo, seed) -> Smoothing.median(photo, side);
    }

    static Step noise(double sigma) {
        return (photo, seed) -> Noise.gaussian(photo, sigma, seed);
    }

    static Step saltAndPepper(double share) {
        return (photo, seed) -> Noise.saltAndPepper(photo, share, seed);
    }

    /** Keeps the highest bits of every sample and spreads what is left over 0 to 255. */
    static Step bits(int depth) {
        int most = (1 << depth) - 1;
        return (photo, seed) -> {
            byte[] rgb = photo.rgb().clone();
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] = (byte) Math.round(((rgb[i] & 0xFF) >> (8 - depth)) * 255f / most);
            }
            return new Pixels(photo.width(), photo.height(), rgb);
        };
    }

    /** Moves the content left and up while the attacker looks where the face was, as after a careless crop. */
    static Step shift(int pixels) {
        return (photo, seed) -> {
            byte[] rgb = new byte[photo.rgb().length];
            for (int y = 0; y < photo.height(); y++) {
                int row = Math.min(y + pixels, photo.height() - 1) * photo.width();
                for (int x = 0; x < photo.width(); x++) {
                    int from = 3 * (row + Math.min(x + pixels, photo.width() - 1));
                    System.arraycopy(photo.rgb(), from, rgb, 3 * (y * photo.width() + x), 3);
                }
            }
            return new Pixels(photo.width(), photo.height(), rgb);
        };
    }

    /** The attacker cuts so many parts of the cut's side too far right and down. */
    static Step cropShift(double parts) {
        return new CarelessCut(parts, 1);
    }

    /** The attacker's cut is so many times as large as it ought to be. */
    static Step cropZoom(double factor) {
        return new CarelessCut(0, factor);
    }

    private static Pixels scaled(Pixels photo, double factor) {
        int width = (int) Math.max(1, Math.round(photo.width() * factor));
        int height = (int) Math.max(1, Math.round(photo.height() * factor));
        return Resampling.resize(photo, width, height);
    }
}
