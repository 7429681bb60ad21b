package io.faceward.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.faceward.face.Face;
import io.faceward.face.Face.Point;
import io.faceward.model.AnchorFreeDetector;
import java.util.Arrays;
import java.util.List;

/**
 * What the detector should answer at every point of its grids. A face belongs to the grid of its size, between two sizes to
 * both, and there to the points around its centre (centre sampling of FCOS, Tian et al., ICCV 2019).
 */
final class GridTargets {

    /** Widths, heights, and six times x and y: of the centre and of five landmarks. */
    static final int GEOMETRY = AnchorFreeDetector.VALUES - 1;

    /** Smallest and largest face of each grid, in strides of it. */
    private static final double[][] SIZES = {{0, 9}, {3.5, 11}, {4.5, Double.MAX_VALUE}};

    /** Points at most so far from the centre, in strides and in parts of the box, belong to a face. */
    private static final double REACH = 1.5;

    private static final double INNER = 0.35;

    /** So far around a face, in parts of its box, a find is no false alarm. */
    private static final float VICINITY = 0.25f;

    private final int side;
    private final int scenes;
    private final int points;
    private final float[] positive;
    private final float[] counted;
    private final boolean[] background;
    private final float[] geometry;
    private final float[] sizes;

    GridTargets(int side, List<Scene> batch) {
        this.side = side;
        scenes = batch.size();
        points = AnchorFreeDetector.STRIDES.stream()
                .mapToInt(stride -> (side / stride) * (side / stride))
                .sum();
        positive = new float[scenes * points];
        counted = new float[scenes * points];
        background = new boolean[scenes * points];
        geometry = new float[scenes * GEOMETRY * points];
        sizes = new float[scenes * points];
        Arrays.fill(counted, 1);
        Arrays.fill(background, true);
        Arrays.fill(geometry, 1);
        for (int i = 0; i < scenes; i++) {
            int first = 0;
            for (int grid = 0; grid < AnchorFreeDetector.STRIDES.size(); grid++) {
                fill(i, batch.get(i), first, grid);
                int cells = side / AnchorFreeDetector.STRIDES.get(grid);
                first += cells * cells;
            }
        }
    }

    private void fill(int scene, Scene content, int first, int grid) {
        int stride = AnchorFreeDetector.STRIDES.get(grid);
        int cells = side / stride;
        for (int cell = 0; cell < cells * cells; cell++) {
            Point point = new Point((cell % cells + 0.5f) * stride, (cell / cells + 0.5f) * stride);
            int at = scene * points + first + cell;
            for (Face face : content.doubtful()) {
                counted[at] = face.holds(point) ? 0 : counted[at];
                background[at] &= !near(face, point);
            }
            for (Face face : content.faces()) {
                background[at] &= !near(face, point);
                boolean taken = positive[at] > 0 && sizes[at] * stride <= face.side();
                if (!taken && belongs(face, point, stride, SIZES[grid])) {
                    set(scene, first + cell, face, point, stride);
                }
            }
        }
    }

    private static boolean near(Face face, Point point) {
        float marginX = VICINITY * face.width();
        float marginY = VICINITY * face.height();
        return point.x() > face.x() - marginX
                && point.x() < face.x() + face.width() + marginX
                && point.y() > face.y() - marginY
                && point.y() < face.y() + face.height() + marginY;
    }

    private static boolean belongs(Face face, Point point, int stride, double[] sizes) {
        if (face.side() < sizes[0] * stride || face.side() > sizes[1] * stride) {
            return false;
        }
        double across = Math.abs(point.x() - face.centre().x());
        double down = Math.abs(point.y() - face.centre().y());
        boolean cellOfCentre = across <= stride / 2.0 && down <= stride / 2.0;
        boolean inner = across <= INNER * face.width() && down <= INNER * face.height();
        return cellOfCentre || inner && Math.max(across, down) <= REACH * stride;
    }

    private void set(int scene, int point, Face face, Point place, int stride) {
        int at = scene * points + point;
        positive[at] = 1;
        counted[at] = 1;
        sizes[at] = face.side() / stride;
        int first = scene * GEOMETRY * points + point;
        geometry[first] = face.width() / stride;
        geometry[first + points] = face.height() / stride;
        Point centre = face.centre();
        for (int i = 0; i <= face.landmarks().size(); i++) {
            Point target = i == 0 ? centre : face.landmarks().get(i - 1);
            geometry[first + (2 + i) * points] = (target.x() - place.x()) / stride;
            geometry[first + (8 + i) * points] = (target.y() - place.y()) / stride;
        }
    }

    /** 1 at the points of faces, {@code [N,1,P]}. */
    NDArray positive(NDManager manager) {
        return manager.create(positive, new Shape(scenes, 1, points));
    }

    /** 0 where nobody knows, else 1, {@code [N,1,P]}. */
    NDArray counted(NDManager manager) {
        return manager.create(counted, new Shape(scenes, 1, points));
    }

    /** Widths, heights, x and y at the points of faces, in strides; {@code [N,14,P]}. */
    NDArray geometry(NDManager manager) {
        return manager.create(geometry, new Shape(scenes, GEOMETRY, points));
    }

    /** The larger side of the face at a point, in strides; {@code [N,1,P]}. */
    NDArray sizes(NDManager manager) {
        float[] divisors = sizes.clone();
        for (int i = 0; i < divisors.length; i++) {
            divisors[i] = Math.max(1, divisors[i]);
        }
        return manager.create(divisors, new Shape(scenes, 1, points));
    }

    /** The highest of the scores, {@code [N,P]}, that lie far from every face of a scene, or -1. */
    int highestFalse(float[] scores, int scene) {
        int highest = -1;
        for (int at = scene * points; at < (scene + 1) * points; at++) {
            if (background[at] && (highest < 0 || scores[at] > scores[highest])) {
                highest = at;
            }
        }
        return highest;
    }

    /** Where the point of a score lies in its scene. */
    Point place(int at) {
        int point = at % points;
        for (int stride : AnchorFreeDetector.STRIDES) {
            int cells = side / stride;
            if (point < cells * cells) {
                return new Point((point % cells + 0.5f) * stride, (point / cells + 0.5f) * stride);
            }
            point -= cells * cells;
        }
        throw new IndexOutOfBoundsException(at);
    }
}
