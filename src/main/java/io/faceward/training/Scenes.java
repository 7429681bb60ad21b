package io.faceward.training;

import io.faceward.face.Face;
import io.faceward.face.Face.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Composes scenes from labelled pictures: mosaics, crowds before all sorts of backdrops, close-ups, and scenes without any
 * face. A scene depends on its number alone. Safe for concurrent use.
 */
final class Scenes {

    /** Smallest face that is to be found, in pixels. */
    static final double LEAST = 10;

    /** The part of a face that must be seen for it to be found, and the part below which it must not be. */
    private static final double VISIBLE = 0.65;

    private static final double HIDDEN = 0.25;

    private static final double LARGEST_TURN = Math.toRadians(30);
    private static final double USUAL_TURN = Math.toRadians(12);

    /** Places tried for a face, of which the emptiest is taken. */
    private static final int PLACES = 6;

    private static final int LARGEST_CROWD = 24;

    /** Side of portraits, and smallest and largest side of their faces, in pixels. */
    private static final int PORTRAIT = 144;

    private static final double SMALLEST_PORTRAIT = 36;
    private static final double LARGEST_PORTRAIT = 96;

    private final int side;
    private final Snippets snippets;
    private final Backdrops backdrops;

    /** @param side of every scene, in pixels */
    Scenes(int side, List<LabelledPicture> pictures) {
        this.side = side;
        this.snippets = new Snippets(pictures);
        this.backdrops = new Backdrops(snippets);
    }

    int side() {
        return side;
    }

    /** The scene of a number. */
    Scene scene(long number) {
        var random = new SplittableRandom(number);
        Canvas canvas = new Canvas(side);
        double kind = random.nextDouble();
        if (kind < 0.3) {
            mosaic(canvas, random);
        } else {
            backdrops.fill(canvas, random);
            backdrops.litter(canvas, random.nextInt(4), random);
            if (kind < 0.72) {
                crowd(canvas, random);
            } else if (kind < 0.86) {
                add(canvas, snippets.face(random), logUniform(random, 0.35 * side, 1.1 * side), List.of(), random);
            } else {
                backdrops.litter(canvas, 6, random);
            }
        }
        backdrops.litter(canvas, Math.max(0, random.nextInt(5) - 2), random);
        return developed(canvas, random);
    }

    /** One face of some size that is promised to be found, with what its picture shows around it; as large as it has to be. */
    Scene portrait(long number) {
        var random = new SplittableRandom(number);
        Canvas canvas = new Canvas(PORTRAIT);
        backdrops.texture(canvas, random);
        Snippet whole = snippets.person(random);
        Face face = whole.faces().get(0);
        double size = logUniform(random, SMALLEST_PORTRAIT, LARGEST_PORTRAIT);
        Point middle = new Point(PORTRAIT / 2f, PORTRAIT / 2f);
        canvas.lay(
                whole,
                new Placement(face.centre(), middle, size / face.side(), turn(random), random.nextBoolean()),
                Tone.random(random),
                0);
        return developed(canvas, random);
    }

    private static double turn(SplittableRandom random) {
        return Math.min(LARGEST_TURN, Math.max(-LARGEST_TURN, USUAL_TURN * random.nextGaussian()));
    }

    private static Scene developed(Canvas canvas, SplittableRandom random) {
        List<Face> faces = new ArrayList<>();
        List<Face> doubtful = new ArrayList<>();
        for (Canvas.Shown shown : canvas.faces()) {
            Face face = shown.face();
            if (face.score() >= FaceLabels.SURE && face.side() >= LEAST && shown.part() >= VISIBLE) {
                faces.add(face);
            } else if (shown.part() >= HIDDEN) {
                doubtful.add(face);
            }
        }
        return new Scene(Weather.over(canvas.pixels(), random), faces, doubtful);
    }

    /** Pictures side by side, each zoomed into a little. */
    private void mosaic(Canvas canvas, SplittableRandom random) {
        int across = random.nextInt(1, 6);
        double tile = (double) side / across;
        for (int i = 0; i < across * across; i++) {
            Snippet whole = snippets.picture(random);
            double part = Math.min(whole.width(), whole.height()) * random.nextDouble(0.65, 1);
            double x = random.nextDouble() * (whole.width() - part);
            double y = random.nextDouble() * (whole.height() - part);
            Snippet window = new Snippet(whole.picture(), whole.faces(), x, y, part, part, false);
            Point to = new Point((float) ((i % across + 0.5) * tile), (float) ((i / across + 0.5) * tile));
            Placement placement = new Placement(window.centre(), to, tile / part, 0, random.nextBoolean());
            canvas.lay(window, placement, Tone.random(random), 0);
        }
    }

    /** People of about one size, few large or many small. */
    private void crowd(Canvas canvas, SplittableRandom random) {
        double usual = logUniform(random, 12, 0.4 * side);
        double room = Math.pow(side / (1.6 * usual), 2);
        int count = 1 + random.nextInt((int) Math.max(1, Math.min(LARGEST_CROWD, room)));
        List<Face> there = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double size = usual * Math.exp(0.3 * random.nextGaussian());
            there.add(add(canvas, snippets.face(random), size, there, random));
        }
    }

    /** Puts a face of a size where it covers little of those that are there. */
    private static Face add(Canvas canvas, Snippet snippet, double size, List<Face> there, SplittableRandom random) {
        Face face = snippet.faces().get(0);
        double turn = turn(random);
        boolean mirrored = random.nextBoolean();
        Placement best = Stream.generate(() -> Backdrops.anywhere(canvas, random))
                .limit(PLACES)
                .map(to -> new Placement(face.centre(), to, size / face.side(), turn, mirrored))
                .min(Comparator.comparingDouble(placement -> covered(placement.forth(face), there)))
                .orElseThrow();
        canvas.lay(snippet, best, Tone.random(random), random.nextInt(3) * random.nextDouble(0.15) * size);
        return best.forth(face);
    }

    private static double covered(Face face, List<Face> there) {
        return there.stream().mapToDouble(face::overlap).sum();
    }

    private static double logUniform(SplittableRandom random, double from, double to) {
        return from * Math.exp(random.nextDouble(Math.log(to / from)));
    }
}
