package io.faceward.evaluate;

import io.faceward.face.Crop;
import io.faceward.face.Crops;
import io.faceward.face.Face;
import io.faceward.face.FaceDetector;
import io.faceward.image.Decoder;
import io.faceward.image.Encoding;
import io.faceward.image.Fidelity;
import io.faceward.image.ImageFormat;
import io.faceward.image.Photo;
import io.faceward.image.Pixels;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import io.faceward.protect.ProtectedPhoto;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts an original and its protected version together and refuses what is no such pair. Thread-safe. */
final class Pairing {

    static final String IDENTICAL =
            "The two images are identical, so nothing is protected and every difference is zero";

    static final String SMOOTH =
            "The protected image has less fine detail than the original: the protection may have been compressed away,"
                    + " or the two are swapped";

    /**
     * Detail of the protected face as a share of the original's. Of 100 test photos protected by the fast mode's generator of
     * before, as PNG and at a JPEG quality of 75, none is refused; of the same swapped, 98 are at medium strength and 52 at
     * low, and the others get a note. What adds less fine detail gets a note more often.
     */
    private static final double SWAPPED = 0.92;

    private static final int EDGE = 16;

    private final Decoder decoder;
    private final FaceDetector detector;
    private final Crops crops;
    private final Control control;
    private final EvaluateProperties limits;

    Pairing(Decoder decoder, FaceDetector detector, Crops crops, Control control, EvaluateProperties limits) {
        this.decoder = decoder;
        this.detector = detector;
        this.crops = crops;
        this.control = control;
        this.limits = limits;
    }

    /**
     * Two files of which the second is said to be the first one, protected.
     *
     * @throws ServiceException {@link Problem#NOT_A_PAIR} and {@link Problem#NO_FACE}, or what {@link Decoder} throws
     */
    Pair of(byte[] original, byte[] protectedFile) {
        Photo before = decoder.decode(original);
        Photo after = decoder.decode(protectedFile);
        Pixels a = after.format() == ImageFormat.JPEG ? before.onWhite() : before.pixels();
        Pixels b = after.pixels();
        if (a.width() != b.width() || a.height() != b.height()) {
            throw Problem.NOT_A_PAIR
                    .because("The original has %dx%d pixels, the protected image %dx%d"
                            .formatted(a.width(), a.height(), b.width(), b.height()))
                    .with("original", List.of(a.width(), a.height()))
                    .with("protected", List.of(b.width(), b.height()));
        }
        requireAlike(a, b, "The images");
        List<Face> faces = detector.detect(a);
        Pair pair = pair(a, Map.of(Treatment.PROTECTED, b), faces);
        pair.faces()
                .forEach(face -> requireAlike(face.square().of(a), face.square().of(b), "The faces"));
        disorder(pair).ifPresent(pair.notes()::add);
        return pair;
    }

    /**
     * A photo that the service protected itself, beside noise of the same bound where the plan asks for it.
     *
     * @throws ServiceException {@link Problem#NO_FACE}
     */
    Pair of(byte[] original, ProtectedPhoto protectedPhoto, Encoding encoding, Plan plan) {
        Photo before = decoder.decode(original);
        Map<Treatment, Pixels> treated = new EnumMap<>(Treatment.class);
        treated.put(Treatment.PROTECTED, decoder.decode(protectedPhoto.bytes()).pixels());
        List<Face> faces = protectedPhoto.faces().stream()
                .map(ProtectedPhoto.ProtectedFace::face)
                .toList();
        if (plan.control() && !faces.isEmpty()) {
            byte[] noise = control.of(before, faces, protectedPhoto.epsilon(), encoding, plan.seed());
            treated.put(Treatment.NOISE, decoder.decode(noise).pixels());
        }
        return pair(protectedPhoto.format() == ImageFormat.JPEG ? before.onWhite() : before.pixels(), treated, faces);
    }

    private Pair pair(Pixels original, Map<Treatment, Pixels> treated, List<Face> faces) {
        if (faces.isEmpty()) {
            throw Problem.NO_FACE.because("There is no face in the original for a manipulator to edit");
        }
        List<Face> chosen = faces.subList(0, Math.min(faces.size(), limits.maxFaces()));
        List<String> notes = new ArrayList<>();
        Pair pair = new Pair(original, treated, crops.cut(original, chosen), faces.size(), notes);
        if (Fidelity.linf(original, pair.protectedPhoto()) == 0) {
            notes.add(IDENTICAL);
        }
        if (chosen.size() < faces.size()) {
            notes.add("Of %d faces the first %d are evaluated".formatted(faces.size(), chosen.size()));
        }
        return pair;
    }

    private void requireAlike(Pixels a, Pixels b, String what) {
        double psnr = Fidelity.psnr(a, b);
        if (psnr < limits.pairPsnr()) {
            throw Problem.NOT_A_PAIR
                    .because("%s differ by a PSNR of %.1f dB, so they are not the same photo".formatted(what, psnr))
                    .limit(limits.pairPsnr(), psnr);
        }
    }

    /** A perturbation adds fine detail; where the original has more of it, the two are likely to be swapped. */
    private static Optional<String> disorder(Pair pair) {
        double least = Double.POSITIVE_INFINITY;
        for (Crop face : pair.faces()) {
            double before = detail(face.square().of(pair.original()));
            double after = detail(face.square().of(pair.protectedPhoto()));
            least = Math.min(least, after / Math.max(before, Double.MIN_NORMAL));
        }
        if (least < SWAPPED) {
            throw Problem.NOT_A_PAIR
                    .because("The original has more fine detail than the protected image, as if the two were swapped;"
                            + " if they are not, the protection was smoothed away")
                    .with("detailRatio", least);
        }
        return least < 1 ? Optional.of(SMOOTH) : Optional.empty();
    }

    /** Mean second difference along the rows, each cut off where it is an edge rather than texture. */
    private static double detail(Pixels image) {
        byte[] rgb = image.rgb();
        int row = 3 * image.width();
        long sum = 0;
        for (int i = 3; i < rgb.length - 3; i++) {
            if (i % row >= 3 && i % row < row - 3) {
                int difference = 2 * (rgb[i] & 0xFF) - (rgb[i - 3] & 0xFF) - (rgb[i + 3] & 0xFF);
                sum += Math.min(Math.abs(difference), EDGE);
            }
        }
        return (double) sum / rgb.length;
    }
}
