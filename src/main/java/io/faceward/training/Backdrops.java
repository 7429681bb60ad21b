package io.faceward.training;

import io.faceward.face.Face;
import io.faceward.face.Face.Point;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Fills canvases with everything but faces. Safe for concurrent use. */
final class Backdrops {

    private final Snippets snippets;

    Backdrops(Snippets snippets) {
        this.snippets = snippets;
    }

    /** Fills the whole canvas. */
    void fill(Canvas canvas, SplittableRandom random) {
        texture(canvas, random);
        switch (random.nextInt(8)) {
            case 0, 1 -> cover(canvas, snippets.surroundings(random), random);
            case 2, 3, 4 -> patchwork(canvas, snippets::surroundings, random);
            case 5 -> patchwork(canvas, snippets::feature, random);
            case 6 -> erased(canvas, random);
            default -> {
                // The texture alone.
            }
        }
    }

    /** Fills the whole canvas with something that shows nothing. */
    void texture(Canvas canvas, SplittableRandom random) {
        cover(canvas, snippets.texture(random), random);
    }

    /** Lays some things that are no faces wherever they fall. */
    void litter(Canvas canvas, int pieces, SplittableRandom random) {
        for (int i = 0; i < pieces; i++) {
            Snippet snippet =
                    switch (random.nextInt(4)) {
                        case 0 -> snippets.feature(random);
                        case 1 -> snippets.texture(random);
                        default -> snippets.surroundings(random);
                    };
            double size = 12 * Math.exp(random.nextDouble(Math.log(canvas.side() / 24.0)));
            lay(canvas, snippet, anywhere(canvas, random), size / snippet.side(), turn(random), random);
        }
    }

    private void cover(Canvas canvas, Snippet snippet, SplittableRandom random) {
        Snippet rectangle = new Snippet(
                snippet.picture(), List.of(), snippet.x(), snippet.y(), snippet.width(), snippet.height(), false);
        lay(canvas, rectangle, middle(canvas), canvas.side() / least(snippet), 0, random);
    }

    private void patchwork(Canvas canvas, Function<SplittableRandom, Snippet> source, SplittableRandom random) {
        int across = random.nextInt(2, 7);
        double tile = (double) canvas.side() / across;
        Snippet snippet = source.apply(random);
        for (int i = 0; i < across * across; i++) {
            if (random.nextInt(3) == 0) {
                snippet = source.apply(random);
            }
            Point to = new Point((float) ((i % across + 0.5) * tile), (float) ((i / across + 0.5) * tile));
            double scale = tile * random.nextDouble(1, 1.8) / least(snippet);
            lay(canvas, snippet, to, scale, random.nextInt(4) * Math.PI / 2, random);
        }
    }

    /** A picture whose faces are covered by something else: hair, neck and shoulders are left. */
    private void erased(Canvas canvas, SplittableRandom random) {
        Snippet whole = snippets.picture(random);
        Placement placement = new Placement(
                whole.centre(), middle(canvas), canvas.side() / least(whole), turn(random) / 6, random.nextBoolean());
        canvas.lay(whole.withoutFaces(), placement, Tone.random(random), 0);
        for (Face face : whole.faces()) {
            Snippet cover = random.nextBoolean() ? snippets.texture(random) : snippets.surroundings(random);
            Snippet oval = new Snippet(
                    cover.picture(),
                    List.of(),
                    cover.x(),
                    cover.y(),
                    cover.width(),
                    cover.width() * face.height() / face.width(),
                    true);
            double scale = placement.scale() * face.width() * random.nextDouble(1, 1.2) / oval.width();
            canvas.lay(
                    oval,
                    new Placement(oval.centre(), placement.forth(face.centre()), scale, placement.angle(), false),
                    Tone.random(random),
                    random.nextDouble(0.3) * scale * oval.width());
        }
    }

    private static void lay(
            Canvas canvas, Snippet snippet, Point to, double scale, double turn, SplittableRandom random) {
        Placement placement = new Placement(snippet.centre(), to, scale, turn, random.nextBoolean());
        canvas.lay(snippet, placement, Tone.random(random), random.nextInt(3) * random.nextDouble(5));
    }

    private static double least(Snippet snippet) {
        return Math.min(snippet.width(), snippet.height());
    }

    private static Point middle(Canvas canvas) {
        return new Point(canvas.side() / 2f, canvas.side() / 2f);
    }

    static Point anywhere(Canvas canvas, SplittableRandom random) {
        return new Point((float) random.nextDouble() * canvas.side(), (float) random.nextDouble() * canvas.side());
    }

    private static double turn(SplittableRandom random) {
        return random.nextDouble(-Math.PI, Math.PI);
    }
}
