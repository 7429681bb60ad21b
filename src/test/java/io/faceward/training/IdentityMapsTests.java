package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import io.faceward.face.AlignedCrop;
import io.faceward.face.Face.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityMapsTests {

    @TempDir
    Path folder;

    @Test
    void masksCoverEyesNoseAndMouthAndFollowTheFace() throws IOException {
        Path data = SmallData.below(folder);
        List<FacePicture> pictures = FacePictures.read(data, FaceFolders.TRAIN.get(0));
        Path file = folder.resolve("maps.safetensors");
        List<Portrait> portraits = IdentityMaps.of(pictures, data, file, Device.cpu());

        int hits = 0;
        for (Portrait portrait : portraits) {
            for (Portrait shown : List.of(portrait, portrait.flipped())) {
                float[] mask = new float[AlignedCrop.SIDE * AlignedCrop.SIDE];
                shown.map().drawMask(AlignedCrop.SIDE, mask, 0);
                for (Point landmark : shown.landmarks()) {
                    hits += at(mask, landmark) > 0.5f ? 1 : 0;
                }
                assertThat(mean(mask)).isBetween(0.005, 0.25);
            }
            float[] heat = new float[AlignedCrop.SIDE * AlignedCrop.SIDE];
            float[] flipped = new float[heat.length];
            portrait.map().drawHeat(portrait.landmarks(), AlignedCrop.SIDE, heat, 0);
            portrait.flipped().map().drawHeat(portrait.flipped().landmarks(), AlignedCrop.SIDE, flipped, 0);
            assertThat(mean(heat)).isBetween(0.001, 1.0).isCloseTo(mean(flipped), within(0.02));
            Point nose = portrait.landmarks().get(2);
            Point mirrored = portrait.flipped().landmarks().get(2);
            assertThat(at(heat, nose)).isCloseTo(at(flipped, mirrored), within(0.1f));
        }

        // Of ten on each face; two detectors differ by a lip's height, and one face may look aside.
        assertThat(hits).isGreaterThanOrEqualTo(8 * portraits.size());

        FileTime written = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(file, written);
        List<Portrait> again = IdentityMaps.of(pictures, data, file, Device.cpu());
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);
        assertThat(again.get(0).map().contour())
                .isEqualTo(portraits.get(0).map().contour());
    }

    private static float at(float[] map, Point point) {
        return map[(int) point.y() * AlignedCrop.SIDE + (int) point.x()];
    }

    private static double mean(float... map) {
        double sum = 0;
        for (float value : map) {
            sum += value;
        }
        return sum / map.length;
    }
}
