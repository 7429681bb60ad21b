package io.faceward.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The pictures of one or more folders in memory, each {@code size x size}, dealt out in batches.
 *
 * <p>A batch depends on nothing but the seed and the step, so a resumed run sees what the interrupted one would have
 * seen. Thread-safe.
 */
final class Faces {

    private final int size;
    private final List<byte[]> images = new ArrayList<>();

    /** Reads every picture of the folders, in the order of their names. */
    Faces(List<Path> folders, int size) throws IOException {
        this.size = size;
        for (Path folder : folders) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    images.add(read(file));
                }
            }
        }
        if (images.isEmpty()) {
            throw new IOException("no pictures in " + folders);
        }
    }

    int count() {
        return images.size();
    }

    private byte[] read(Path file) throws IOException {
        try (Mat bgr = opencv_imgcodecs.imread(file.toString(), opencv_imgcodecs.IMREAD_COLOR);
                Mat rgb = new Mat();
                Mat scaled = new Mat();
                Size side = new Size(size, size)) {
            if (bgr.empty()) {
                throw new IOException(file + " is not a picture");
            }
            opencv_imgproc.cvtColor(bgr, rgb, opencv_imgproc.COLOR_BGR2RGB);
            int filter = rgb.cols() > size ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_CUBIC;
            opencv_imgproc.resize(rgb, scaled, side, 0, 0, filter);
            byte[] pixels = new byte[3 * size * size];
            scaled.data().get(pixels);
            return pixels;
        }
    }

    /** {@code [n,3,size,size]} in [-1,1]: shuffled anew in every epoch, flipped at random, zoomed in by up to a quarter. */
    NDArray batch(NDManager manager, long seed, long step, int n) {
        float[] data = new float[n * 3 * size * size];
        for (int i = 0; i < n; i++) {
            long position = step * n + i;
            var random = new SplittableRandom(seed * 1_000_003 + position);
            byte[] pixels = zoom(images.get(index(seed, position)), random);
            planar(pixels, random.nextBoolean(), data, i * 3 * size * size);
        }
        return manager.create(data, new Shape(n, 3, size, size));
    }

    /** {@code [n,3,size,size]} in [-1,1]: the pictures from {@code first} on, as they are. */
    NDArray range(NDManager manager, int first, int n) {
        float[] data = new float[n * 3 * size * size];
        IntStream.range(0, n).forEach(i -> planar(images.get(first + i), false, data, i * 3 * size * size));
        return manager.create(data, new Shape(n, 3, size, size));
    }

    private int index(long seed, long position) {
        long epoch = position / images.size();
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, images.size()).boxed().toList());
        Collections.shuffle(order, new Random(seed * 31 + epoch));
        return order.get((int) (position % images.size()));
    }

    private byte[] zoom(byte[] pixels, SplittableRandom random) {
        int side = random.nextInt(size * 3 / 4, size + 1);
        int x = random.nextInt(size - side + 1);
        int y = random.nextInt(size - side + 1);
        try (Mat whole = new Mat(size, size, opencv_core.CV_8UC3);
                Rect window = new Rect(x, y, side, side);
                Size target = new Size(size, size);
                Mat zoomed = new Mat()) {
            whole.data().put(pixels);
            try (Mat part = new Mat(whole, window)) {
                opencv_imgproc.resize(part, zoomed, target, 0, 0, opencv_imgproc.INTER_LINEAR);
            }
            byte[] result = new byte[pixels.length];
            zoomed.data().get(result);
            return result;
        }
    }

    private void planar(byte[] pixels, boolean flipped, float[] to, int offset) {
        int plane = size * size;
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int from = 3 * (y * size + (flipped ? size - 1 - x : x));
                for (int c = 0; c < 3; c++) {
                    to[offset + c * plane + y * size + x] = (pixels[from + c] & 0xff) / 127.5f - 1;
                }
            }
        }
    }
}
