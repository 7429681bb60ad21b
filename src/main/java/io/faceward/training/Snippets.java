package io.faceward.training;

import io.faceward.face.Face;
import io.faceward.face.Face.Point;
import io.faceward.image.Pixels;
import java.util.List;
import java.util.SplittableRandom;

/** Cuts faces, and things that are none, out of labelled pictures. Safe for concurrent use. */
final class Snippets {

    private static final int TRIES = 12;

    /** Smallest part of a picture that shows something, in pixels. */
    private static final int LEAST = 16;

    /** Share of people who are drawn from those who look aside: one in fifteen does in portraits, more do in groups. */
    private static final double ASIDE = 0.4;

    private final List<LabelledPicture> pictures;
    private final List<LabelledPicture> aside;

    Snippets(List<LabelledPicture> pictures) {
        this.pictures = pictures;
        List<LabelledPicture> turned =
                pictures.stream().filter(LabelledPicture::looksAside).toList();
        this.aside = turned.isEmpty() ? pictures : turned;
    }

    /** A whole picture. */
    Snippet picture(SplittableRandom random) {
        return any(pictures, random);
    }

    /** A whole picture, more often than usual of somebody who looks aside. */
    Snippet person(SplittableRandom random) {
        return any(random.nextDouble() < ASIDE ? aside : pictures, random);
    }

    private static Snippet any(List<LabelledPicture> pictures, SplittableRandom random) {
        LabelledPicture picture = pictures.get(random.nextInt(pictures.size()));
        return Snippet.of(Pictures.read(picture.file()), picture.faces());
    }

    /** The best face of a person with more or less around it. */
    Snippet face(SplittableRandom random) {
        Snippet whole = person(random);
        Face face = whole.faces().get(0);
        double left = face.x() - margin(random) * face.width();
        double top = face.y() - margin(random) * face.height();
        double right = face.x() + face.width() * (1 + margin(random));
        double bottom = face.y() + face.height() * (1 + margin(random));
        return part(whole, whole.faces(), left, top, right, bottom, random.nextInt(3) == 0);
    }

    /** Tight as often as wide. */
    private static double margin(SplittableRandom random) {
        double wide = random.nextDouble();
        return 0.1 + 1.2 * wide * wide;
    }

    /** What is around the faces: rooms, clothes, hair; a texture where a picture shows too little of it. */
    Snippet surroundings(SplittableRandom random) {
        Snippet whole = picture(random);
        Pixels pixels = whole.picture();
        for (int i = 0; i < TRIES; i++) {
            double width = random.nextDouble(0.15, 0.7) * pixels.width();
            double height = Math.min(pixels.height(), width * Math.exp(random.nextDouble(-0.5, 0.5)));
            double x = random.nextDouble() * (pixels.width() - width);
            double y = random.nextDouble() * (pixels.height() - height);
            Face box = new Face((float) x, (float) y, (float) width, (float) height, 0, List.of());
            if (Math.min(width, height) >= LEAST && whole.faces().stream().noneMatch(face -> face.overlap(box) > 0)) {
                return new Snippet(pixels, List.of(), x, y, width, height, random.nextInt(4) == 0);
            }
        }
        return texture(random);
    }

    /** A piece of a face too small to be one: an eye, a mouth, a nose, a cheek, an ear. */
    Snippet feature(SplittableRandom random) {
        Snippet whole = picture(random);
        Face face = whole.faces().get(0);
        double side = Math.max(LEAST, random.nextDouble(0.2, 0.4) * face.width());
        Point around = random.nextBoolean()
                ? face.landmarks().get(random.nextInt(face.landmarks().size()))
                : new Point(
                        face.x() + (float) random.nextDouble() * face.width(),
                        face.y() + (float) random.nextDouble() * face.height());
        return part(
                whole,
                List.of(),
                around.x() - side / 2,
                around.y() - side / 2,
                around.x() + side / 2,
                around.y() + side / 2,
                random.nextBoolean());
    }

    Snippet texture(SplittableRandom random) {
        Snippet whole = Snippet.of(Textures.random(random), List.of());
        return new Snippet(whole.picture(), List.of(), 0, 0, whole.width(), whole.height(), random.nextInt(3) == 0);
    }

    private static Snippet part(
            Snippet whole, List<Face> faces, double left, double top, double right, double bottom, boolean oval) {
        double x = Math.min(Math.max(0, left), whole.width() - LEAST);
        double y = Math.min(Math.max(0, top), whole.height() - LEAST);
        return new Snippet(
                whole.picture(),
                faces,
                x,
                y,
                Math.max(LEAST, Math.min(whole.width(), right) - x),
                Math.max(LEAST, Math.min(whole.height(), bottom) - y),
                oval);
    }
}
