package io.faceward.evaluate;

import io.faceward.image.Montage;
import io.faceward.image.Montage.Tile;
import io.faceward.image.Pixels;
import java.util.ArrayList;
import java.util.List;

/**
 * Examples to look at, one row each: the original, what became of it, the difference amplified, the edit of the original
 * and the edit of what became of it; all as the manipulator sees and answers them.
 */
public final class ContactSheet {

    private static final int SIDE = 160;
    private static final int GAIN = 10;
    private static final int MIDDLE_GREY = 128;

    private ContactSheet() {}

    /** The sheet of at least one example. */
    public static Pixels of(List<Example> examples) {
        return Montage.of(examples.stream().map(ContactSheet::row).toList(), SIDE);
    }

    private static List<Tile> row(Example example) {
        List<Tile> row = new ArrayList<>();
        row.add(new Tile("original", example.view()));
        Example.Treated shielded = example.treated().get(Treatment.PROTECTED);
        if (shielded != null) {
            row.add(new Tile("protected", shielded.view()));
            row.add(new Tile("difference x" + GAIN, difference(example.view(), shielded.view())));
        }
        row.add(new Tile(example.manipulator() + ": " + example.edit(), example.edited()));
        example.treated()
                .forEach((treatment, treated) -> row.add(new Tile(
                        treatment == Treatment.PROTECTED ? "edit of the protected" : "edit of the noisy",
                        treated.edited())));
        return row;
    }

    private static Pixels difference(Pixels a, Pixels b) {
        byte[] rgb = new byte[a.rgb().length];
        for (int i = 0; i < rgb.length; i++) {
            int level = MIDDLE_GREY + GAIN * ((b.rgb()[i] & 0xFF) - (a.rgb()[i] & 0xFF));
            rgb[i] = (byte) Math.min(Math.max(level, 0), 255);
        }
        return new Pixels(a.width(), a.height(), rgb);
    }
}
