package io.faceward;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.face.Square;
import io.faceward.image.Decoder;
import io.faceward.image.ImageFormat;
import io.faceward.image.Photo;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import io.faceward.protect.Parameters;
import io.faceward.protect.ProtectedPhoto;
import io.faceward.protect.Protector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Real photographs through the whole pipeline, with YuNet. */
@SpringBootTest(webEnvironment = WebEnvironment.NONE)
class PhotosIT {

    @DynamicPropertySource
    static void detector(DynamicPropertyRegistry registry) {
        Path yunet = SharedData.data("weights/detector/yunet_n_640_640.onnx");
        registry.add("faceward.face.yunet-model", yunet::toString);
        registry.add("faceward.protect.deadline", () -> "5m");
    }

    @Autowired
    private Protector protector;

    @Autowired
    private Parameters parameters;

    @Autowired
    private Decoder decoder;

    static List<Path> photos() throws Exception {
        try (Stream<Path> files = Files.list(SharedData.data("photos"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("photos")
    void everyPixelOutsideTheCropsStaysAndNoneInsideLeavesTheBound(Path file) throws Exception {
        byte[] upload = Files.readAllBytes(file);
        Photo before = decoder.decode(upload);
        ProtectedPhoto result;
        try {
            result = protector.protect(upload, parameters.read(Map.of("format", "png")));
        } catch (ServiceException refusal) {
            assertThat(refusal.problem()).isEqualTo(Problem.NO_FACE);
            // The photos of the EXIF orientations show a landscape and a building.
            assertThat(file.getFileName().toString()).matches("(background|Landscape_\\d|Portrait_\\d)\\.jpg");
            return;
        }
        assertThat(result.format()).isEqualTo(ImageFormat.PNG);
        Photo after = decoder.decode(result.bytes());
        assertThat(after.pixels().width()).isEqualTo(before.pixels().width());
        assertThat(after.pixels().height()).isEqualTo(before.pixels().height());
        assertThat(result.faces()).isNotEmpty();
        List<Square> squares = result.faces().stream()
                .map(ProtectedPhoto.ProtectedFace::square)
                .toList();
        assertThat(largestOutside(before, after, squares)).isZero();
        result.faces().forEach(face -> {
            assertThat(face.quality().linf()).isBetween(1, 6);
            assertThat(face.quality().psnr()).isGreaterThanOrEqualTo(32);
        });
    }

    @ParameterizedTest
    @CsvSource({"couple.jpg, 2, 2", "group-1.jpg, 14, 16", "bald_guys.jpg, 22, 26"})
    void findsNearlyEveryFaceOfAGroup(String name, int least, int most) throws Exception {
        byte[] upload = Files.readAllBytes(SharedData.data("photos/" + name));
        assertThat(protector.protect(upload, parameters.read(Map.of())).faces()).hasSizeBetween(least, most);
    }

    private static int largestOutside(Photo before, Photo after, List<Square> squares) {
        byte[] a = before.pixels().rgb();
        byte[] b = after.pixels().rgb();
        int width = before.pixels().width();
        int largest = 0;
        for (int i = 0; i < a.length; i++) {
            if (a[i] != b[i]) {
                int x = i / 3 % width;
                int y = i / 3 / width;
                boolean inside = squares.stream()
                        .anyMatch(s -> x >= s.x() && x < s.x() + s.side() && y >= s.y() && y < s.y() + s.side());
                largest = inside ? largest : Math.max(largest, Math.abs((a[i] & 0xff) - (b[i] & 0xff)));
            }
        }
        return largest;
    }
}
