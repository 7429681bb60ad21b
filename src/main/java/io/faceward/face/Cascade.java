package io.faceward.face;

import static org.bytedeco.opencv.opencv_core.FileStorage.MEMORY;
import static org.bytedeco.opencv.opencv_core.FileStorage.READ;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.opencv_core.FileNode;
import org.bytedeco.opencv.opencv_core.FileStorage;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;

/** One of the cascades that OpenCV's jar carries. Not thread-safe. */
final class Cascade implements AutoCloseable {

    /** A place where {@code votes} neighbouring windows agreed. */
    record Find(int x, int y, int width, int height, int votes) {}

    private final CascadeClassifier classifier = new CascadeClassifier();

    /** @param name for instance {@code haarcascades/haarcascade_eye} */
    Cascade(String name) {
        try (FileStorage storage = new FileStorage(text(name), READ | MEMORY);
                FileNode root = storage.getFirstTopLevelNode()) {
            if (!classifier.read(root)) {
                throw new IllegalStateException("OpenCV does not read its own cascade " + name);
            }
        }
    }

    private static String text(String name) {
        String resource = "/org/bytedeco/opencv/%s/share/opencv4/%s.xml".formatted(Loader.getPlatform(), name);
        try (InputStream in = Cascade.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("OpenCV's jar for this platform lacks " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Finds in a grey image.
     *
     * @param step factor between neighbouring sizes of the search window
     * @param votes neighbouring windows that must agree
     * @param least smallest side of a find, in pixels
     */
    List<Find> find(Mat grey, double step, int votes, int least) {
        try (RectVector places = new RectVector();
                IntPointer counts = new IntPointer();
                Size smallest = new Size(least, least);
                Size any = new Size()) {
            classifier.detectMultiScale2(grey, places, counts, step, votes, 0, smallest, any);
            return LongStream.range(0, places.size())
                    .mapToObj(i -> find(places, counts, i))
                    .toList();
        }
    }

    private static Find find(RectVector places, IntPointer counts, long i) {
        try (Rect place = places.get(i)) {
            return new Find(place.x(), place.y(), place.width(), place.height(), counts.get(i));
        }
    }

    @Override
    public void close() {
        classifier.close();
    }
}
