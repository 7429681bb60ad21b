package io.faceward.evaluate;

import io.faceward.face.Crop;
import io.faceward.face.Crops;
import io.faceward.face.Face;
import io.faceward.face.Paste;
import io.faceward.face.Patch;
import io.faceward.image.Encoder;
import io.faceward.image.Encoding;
import io.faceward.image.Photo;
import io.faceward.image.Pixels;
import io.faceward.network.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes what a protection is compared with: uniform noise within the same bound, put into the same squares and the same
 * kind of file. Thread-safe.
 */
final class Control {

    private static final float GREY_LEVELS_PER_UNIT = 127.5f;

    private final Crops crops;
    private final Paste paste;
    private final Encoder encoder;

    Control(Crops crops, Paste paste, Encoder encoder) {
        this.crops = crops;
        this.paste = paste;
        this.encoder = encoder;
    }

    /**
     * The file; the same seed gives the same bytes.
     *
     * @param epsilon bound in grey levels of 255, above 0
     */
    byte[] of(Photo photo, List<Face> faces, float epsilon, Encoding encoding, long seed) {
        List<Crop> cut = crops.cut(photo.pixels(), faces);
        List<Patch> patches = new ArrayList<>();
        for (int i = 0; i < cut.size(); i++) {
            Tensor noise = Tensor.noise(seed + i, epsilon / GREY_LEVELS_PER_UNIT, 3, Crops.SIDE, Crops.SIDE);
            patches.add(new Patch(cut.get(i).square(), noise));
        }
        Pixels noisy = paste.add(photo.pixels(), patches, epsilon, photo.grey());
        return encoder.encode(photo.with(noisy), encoding);
    }
}
