package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.face.Face;
import io.faceward.face.Face.Point;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnippetsTests {

    private static final int SIDE = 40;
    private static final int DRAWN = 300;

    @TempDir
    Path folder;

    @Test
    void whoLooksAsideIsShownMoreOften() throws IOException {
        List<LabelledPicture> pictures = new ArrayList<>();
        for (int i = 0; i < 19; i++) {
            pictures.add(picture("ahead" + i, 10));
        }
        LabelledPicture aside = picture("aside", 4);
        pictures.add(aside);
        assertThat(aside.looksAside()).isTrue();
        assertThat(pictures.get(0).looksAside()).isFalse();
        Snippets snippets = new Snippets(pictures);
        var random = new SplittableRandom(1);

        assertThat(shown(() -> snippets.person(random))).isBetween(DRAWN * 35 / 100, DRAWN * 52 / 100);
        assertThat(shown(() -> snippets.picture(random))).isBetween(1, DRAWN * 12 / 100);
    }

    @Test
    void whereNobodyLooksAsideAnyoneIsShown() throws IOException {
        Snippets snippets = new Snippets(List.of(picture("ahead", 10)));

        assertThat(snippets.person(new SplittableRandom(1)).faces()).hasSize(1);
    }

    /** How often the eyes of what is shown are close together. */
    private static int shown(Supplier<Snippet> source) {
        int count = 0;
        for (int i = 0; i < DRAWN; i++) {
            List<Point> landmarks = source.get().faces().get(0).landmarks();
            count += landmarks.get(1).x() - landmarks.get(0).x() < 5 ? 1 : 0;
        }
        return count;
    }

    /** A face of 30 pixels. */
    private LabelledPicture picture(String name, float eyes) throws IOException {
        Path file = folder.resolve(name + ".png");
        ImageIO.write(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        List<Point> landmarks = List.of(
                new Point(15, 15), new Point(15 + eyes, 15), new Point(20, 20), new Point(16, 26), new Point(22, 26));
        return new LabelledPicture(file, List.of(new Face(5, 5, 30, 30, 0.9f, landmarks)));
    }
}
