package io.faceward.training;

import static java.util.Objects.requireNonNull;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.faceward.face.Alignment;
import io.faceward.face.Face.Point;
import io.faceward.face.Template;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import io.faceward.network.Upload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the {@link IdentityMap} of every portrait, once, and keeps them in a file. */
final class IdentityMaps {

    private static final Logger LOG = LoggerFactory.getLogger(IdentityMaps.class);
    private static final String PICTURES = "pictures";
    private static final String CONTOURS = "contours";
    private static final String HEAT = "heat";

    private IdentityMaps() {}

    /**
     * Masks of a batch.
     *
     * @param mask {@code [N,1,S,S]}: 1 in brows, eyes, nose and mouth, else 0
     * @param heat {@code [N,1,S,S]} in [0,1]
     */
    record Batch(NDArray mask, NDArray heat) {}

    /**
     * The portraits with their maps.
     *
     * @param pictures that the portraits were made of, in their order
     * @param file where maps are kept; those of other pictures are found anew
     */
    static List<Portrait> of(List<FacePicture> pictures, Path data, Path file, Device device) throws IOException {
        String names =
                String.join("\n", pictures.stream().map(FacePicture::file).toList());
        if (!Files.exists(file)
                || !names.equals(Safetensors.read(file).metadata().get(PICTURES))) {
            LOG.info("looking for brows, eyes, noses and mouths in {} pictures", pictures.size());
            Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
            new Safetensors(found(pictures, data, device), Map.of(PICTURES, names)).write(temporary, false);
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        Map<String, Tensor> kept = Safetensors.read(file).tensors();
        float[] contours = requireNonNull(kept.get(CONTOURS)).data();
        float[] heat = requireNonNull(kept.get(HEAT)).data();
        int cells = IdentityMap.CELLS * IdentityMap.CELLS;
        List<Portrait> portraits = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            IdentityMap map =
                    new IdentityMap(points(contours, i), Arrays.copyOfRange(heat, i * cells, (i + 1) * cells));
            portraits.add(Portrait.aligned(pictures.get(i)).with(map));
        }
        return portraits;
    }

    /** In pixels of the portraits. */
    private static Map<String, Tensor> found(List<FacePicture> pictures, Path data, Device device) throws IOException {
        int cells = IdentityMap.CELLS * IdentityMap.CELLS;
        float[] contours = new float[2 * IdentityMap.POINTS * pictures.size()];
        float[] heat = new float[cells * pictures.size()];
        try (ContourDetector detector = Teachers.contours(data);
                GradCam camera = Teachers.gradCam(data, device)) {
            for (int i = 0; i < pictures.size(); i++) {
                Portrait portrait = Portrait.aligned(pictures.get(i));
                List<Point> contour = detector.of(portrait.pixels(), portrait.landmarks());
                for (int k = 0; k < contour.size(); k++) {
                    contours[2 * (i * IdentityMap.POINTS + k)] = contour.get(k).x();
                    contours[2 * (i * IdentityMap.POINTS + k) + 1] =
                            contour.get(k).y();
                }
                Tensor face = Alignment.cut(portrait.pixels(), portrait.landmarks(), Template.ARC_FACE, 112);
                System.arraycopy(camera.of(face), 0, heat, i * cells, cells);
            }
        }
        return Map.of(
                CONTOURS, new Tensor(contours, pictures.size(), IdentityMap.POINTS, 2),
                HEAT, new Tensor(heat, pictures.size(), IdentityMap.CELLS, IdentityMap.CELLS));
    }

    private static List<Point> points(float[] contours, int face) {
        List<Point> points = new ArrayList<>();
        for (int i = face * IdentityMap.POINTS; i < (face + 1) * IdentityMap.POINTS; i++) {
            points.add(new Point(contours[2 * i], contours[2 * i + 1]));
        }
        return points;
    }

    /** The maps of some portraits as arrays. */
    static Batch batch(NDManager manager, List<Portrait> portraits) {
        int side = portraits.get(0).side();
        int plane = side * side;
        float[] masks = new float[portraits.size() * plane];
        float[] heat = new float[portraits.size() * plane];
        for (int i = 0; i < portraits.size(); i++) {
            IdentityMap map = requireNonNull(portraits.get(i).map());
            map.drawMask(side, masks, i * plane);
            map.drawHeat(portraits.get(i).landmarks(), side, heat, i * plane);
        }
        Shape shape = new Shape(portraits.size(), 1, side, side);
        return new Batch(Upload.floats(manager, masks, shape), Upload.floats(manager, heat, shape));
    }
}
