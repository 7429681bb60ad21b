package io.faceward.training;

import io.faceward.face.Face;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Chooses what the refiner looks at in a scene: what the first stage sees there, true and false; boxes about where a first
 * stage would see the faces; and boxes anywhere else.
 */
final class Proposals {

    /** Proposals of a scene. */
    static final int COUNT = 32;

    /** Most finds of the first stage, and most boxes around faces, those finds included. */
    private static final int FINDS = 14;

    private static final int FACES = 18;

    /** How far, in parts of its side, a box may be off, and its smallest and largest size. */
    private static final double SHIFT = 0.2;

    private static final double SMALLEST = 0.75;
    private static final double LARGEST = 1.3;

    /** The same of boxes that hold a part of a face. */
    private static final double FAR_SHIFT = 0.8;

    private static final double FAR_SMALLEST = 0.3;
    private static final double FAR_LARGEST = 2;

    private final Scene scene;
    private final SplittableRandom random;
    private final List<Proposal> chosen = new ArrayList<>();

    private Proposals(Scene scene, SplittableRandom random) {
        this.scene = scene;
        this.random = random;
    }

    /**
     * {@link #COUNT} proposals; those that nobody can judge teach nothing.
     *
     * @param finds of the first stage, best first
     */
    static List<Proposal> of(Scene scene, List<Face> finds, SplittableRandom random) {
        Proposals proposals = new Proposals(scene, random);
        proposals.found(finds);
        while (!scene.faces().isEmpty() && proposals.chosen.size() < FACES) {
            proposals.add(proposals.jittered(SHIFT, SMALLEST, LARGEST));
        }
        while (proposals.chosen.size() < COUNT) {
            proposals.add(
                    scene.faces().isEmpty() || random.nextInt(3) > 0
                            ? proposals.anywhere()
                            : proposals.jittered(FAR_SHIFT, FAR_SMALLEST, FAR_LARGEST));
        }
        return proposals.chosen;
    }

    /** One about where a first stage would see the only face of a scene; what is none if nobody could find it there. */
    static Proposal only(Scene scene, SplittableRandom random) {
        Proposals proposals = new Proposals(scene, random);
        return Proposal.of(
                scene.faces().isEmpty() ? proposals.anywhere() : proposals.jittered(SHIFT, SMALLEST, LARGEST), scene);
    }

    /** As many false alarms as there are, the worst first, and some of the others. */
    private void found(List<Face> finds) {
        List<Proposal> all =
                finds.stream().map(find -> Proposal.of(find, scene)).toList();
        all.stream().filter(Proposal::isFalse).limit(FINDS).forEach(chosen::add);
        List<Proposal> others = new ArrayList<>(
                all.stream().filter(find -> find.truth() != null).toList());
        while (!others.isEmpty() && chosen.size() < FINDS) {
            chosen.add(others.remove(random.nextInt(others.size())));
        }
    }

    private void add(Face box) {
        chosen.add(Proposal.of(box, scene));
    }

    private Face jittered(double shift, double smallest, double largest) {
        Face face = scene.faces().get(random.nextInt(scene.faces().size()));
        double scale = Math.exp(about(Math.log(smallest), Math.log(largest)));
        double x = face.centre().x() + about(-shift, shift) * face.side();
        double y = face.centre().y() + about(-shift, shift) * face.side();
        return box(x, y, scale * face.width(), scale * face.height());
    }

    /** More often near the middle than near the ends. */
    private double about(double from, double to) {
        return (random.nextDouble(from, to) + random.nextDouble(from, to)) / 2;
    }

    private Face anywhere() {
        int side = scene.pixels().width();
        double size = logUniform(Scenes.LEAST, side);
        return box(random.nextDouble(side), random.nextDouble(side), 0.8 * size, size);
    }

    private static Face box(double x, double y, double width, double height) {
        return new Face((float) (x - width / 2), (float) (y - height / 2), (float) width, (float) height, 0, List.of());
    }

    private double logUniform(double from, double to) {
        return from * Math.exp(random.nextDouble(Math.log(to / from)));
    }
}
