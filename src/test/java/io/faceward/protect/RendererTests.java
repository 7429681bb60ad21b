package io.faceward.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.faceward.face.FaceProperties;
import io.faceward.face.Paste;
import io.faceward.face.Patch;
import io.faceward.face.Square;
import io.faceward.image.Decoder;
import io.faceward.image.Encoder;
import io.faceward.image.Encoding;
import io.faceward.image.ImageFormat;
import io.faceward.image.ImageProperties;
import io.faceward.image.MetadataPolicy;
import io.faceward.image.Photo;
import io.faceward.image.Pixels;
import io.faceward.inference.Deadline;
import io.faceward.network.Tensor;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RendererTests {

    private static final float EPSILON = 8;
    private static final Settings SETTINGS = new Settings(
            Method.ID_GUARD, EPSILON, NoFace.REJECT, new Encoding(null, null, MetadataPolicy.SAFE), List.of(), null);

    private final ImageProperties image = bind("faceward.image", ImageProperties.class);
    private final Decoder decoder = new Decoder(image);
    private final Photo photo = decoder.decode(TestPhotos.png(120, 100));
    private final List<Patch> patches = List.of(new Patch(new Square(10, 10, 80), full()));
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final ComputeThreads threads = new ComputeThreads();
    private final Stages stages = new Stages(Deadline.after(Duration.ofMinutes(5)), threads, meters, Tracer.NOOP);

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void aPhotoAboveTheFloorsKeepsTheAskedBound() {
        Renderer.Rendering rendering =
                renderer(Map.of("faceward.protect.psnr-floor", "25")).render(photo, patches, SETTINGS, stages);

        assertThat(rendering.epsilon()).isEqualTo(EPSILON);
        assertThat(rendering.verdict().worst().linf()).isEqualTo((int) EPSILON);
        assertThat(meters.get("faceward.stage").tag("stage", "encode").timer().count())
                .isEqualTo(1);
    }

    @Test
    void aPhotoBelowTheFloorIsWeakenedUntilItIsAbove() {
        double floor = psnrAt(EPSILON) + 4;

        Renderer.Rendering rendering =
                renderer(Map.of("faceward.protect.psnr-floor", floor)).render(photo, patches, SETTINGS, stages);

        assertThat(rendering.epsilon()).isEqualTo(EPSILON * 0.75f * 0.75f);
        assertThat(rendering.verdict().worst().psnr()).isGreaterThanOrEqualTo(floor);
        assertThat(rendering.verdict().worst().linf()).isBetween(1, 4);
        assertThat(meters.get("faceward.stage").tag("stage", "encode").timer().count())
                .isEqualTo(3);
    }

    @Test
    void aPhotoThatStaysBelowTheFloorIsRefused() {
        Renderer renderer = renderer(Map.of("faceward.protect.psnr-floor", 60));

        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> renderer.render(photo, patches, SETTINGS, stages))
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.QUALITY_FLOOR))
                .satisfies(refusal -> assertThat(refusal.properties()).containsEntry("limit", 60.0))
                .satisfies(refusal -> assertThat(refusal.properties().get("actual"))
                        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.DOUBLE)
                        .isLessThan(60));
        assertThat(meters.get("faceward.stage").tag("stage", "check").timer().count())
                .isEqualTo(4);
    }

    @Test
    void figuresCoverTheCropsAndThePhoto() {
        Check.Verdict verdict = renderer(Map.of("faceward.protect.psnr-floor", "25"))
                .render(photo, patches, SETTINGS, stages)
                .verdict();

        assertThat(verdict.regions()).containsExactly(verdict.worst());
        assertThat(verdict.photo().psnr()).isGreaterThan(verdict.worst().psnr());
        assertThat(verdict.photo().ssim()).isNull();
    }

    @Test
    void transparencyLaidOnWhiteIsNoDamage() {
        byte[] alpha = new byte[120 * 100];
        Pixels black = new Pixels(120, 100, new byte[3 * 120 * 100]);
        Photo transparent = new Photo(black, alpha, photo.grey(), photo.format(), photo.quality(), photo.metadata());
        byte[] white = new byte[3 * 120 * 100];
        java.util.Arrays.fill(white, (byte) 255);
        byte[] jpeg = new Encoder(image)
                .encode(
                        new Photo(new Pixels(120, 100, white), null, false, photo.format(), 95, photo.metadata()),
                        new Encoding(ImageFormat.JPEG, 95, MetadataPolicy.NONE));

        Quality quality = new Check(decoder)
                .measure(transparent, jpeg, List.of(new Square(10, 10, 80)))
                .worst();

        assertThat(quality.psnr()).isGreaterThan(45);
    }

    @Test
    void aMethodOfColourRefusesAFileWithHalfTheColour() {
        Renderer renderer = renderer(Map.of());

        renderer.requireColour(photo, antiForgery(ImageFormat.PNG));
        renderer.requireColour(photo, antiForgery(ImageFormat.JPEG));
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> renderer.requireColour(
                        decoder.decode(TestPhotos.jpeg(120, 100)), antiForgery(ImageFormat.WEBP)))
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.BAD_PARAMETER))
                .satisfies(refusal -> assertThat(refusal.properties()).containsEntry("parameter", "format"));
    }

    private static Settings antiForgery(ImageFormat format) {
        return new Settings(
                Method.ANTI_FORGERY,
                EPSILON,
                NoFace.REJECT,
                new Encoding(format, null, MetadataPolicy.SAFE),
                List.of(),
                null);
    }

    private double psnrAt(float epsilon) {
        Settings settings = new Settings(
                Method.ID_GUARD,
                epsilon,
                NoFace.REJECT,
                new Encoding(null, null, MetadataPolicy.SAFE),
                List.of(),
                null);
        return renderer(Map.of("faceward.protect.psnr-floor", "10"))
                .render(
                        photo,
                        patches,
                        settings,
                        new Stages(
                                Deadline.after(Duration.ofMinutes(5)), threads, new SimpleMeterRegistry(), Tracer.NOOP))
                .verdict()
                .worst()
                .psnr();
    }

    private Renderer renderer(Map<String, ?> properties) {
        return new Renderer(
                new Paste(bind("faceward.face", FaceProperties.class)),
                new Encoder(image),
                new Check(decoder),
                Defaults.properties(properties));
    }

    private static Tensor full() {
        float[] delta = new float[3 * 256 * 256];
        java.util.Arrays.fill(delta, EPSILON / 127.5f);
        return new Tensor(delta, 3, 256, 256);
    }

    private static <T> T bind(String prefix, Class<T> type) {
        return new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate(prefix, type);
    }
}
