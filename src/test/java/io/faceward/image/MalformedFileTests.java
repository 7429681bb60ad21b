package io.faceward.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.faceward.SharedData;
import io.faceward.problem.ServiceException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing but a {@link ServiceException} escapes, whatever the bytes, and nothing takes long. */
class MalformedFileTests {

    /** Wall clock for a machine that does much else; the bound that counts is on processor time. */
    private static final Duration STUCK = Duration.ofSeconds(60);

    private static final long TWO_SECONDS = 2_000_000_000L;

    private final Decoder decoder = new Decoder(Fixtures.defaults());
    private final Encoder encoder = new Encoder(Fixtures.defaults());

    @Test
    void everyFileOfTheCorpusIsDecodedOrRefused() throws IOException {
        warmUp();
        try (var list = Files.list(SharedData.data("malformed"))) {
            List<Path> files = list.sorted().toList();
            assertThat(files).hasSize(426);
            int decoded = 0;
            for (Path file : files) {
                byte[] bytes = Files.readAllBytes(file);
                decoded += assertTimeoutPreemptively(STUCK, () -> roundTrip(bytes), file.toString()) ? 1 : 0;
            }
            assertThat(decoded).isGreaterThan(100);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ea17cf9c335f1fe8df080343f299706be908ac64-1",
                "96857b6d07c2fa4726663fe8a3e02e20c8f0dc73-2",
                "3e9ac4c29709537983903e1581e3713a76be016c-1"
            })
    void webpFilesThatHangNaiveDecodersAreRefused(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(SharedData.data("malformed/gofuzz__webp__corpus__" + name));
        assertThat(assertTimeoutPreemptively(STUCK, () -> roundTrip(bytes))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JPEG", "PNG", "WEBP"})
    void flippedBytesAreDecodedOrRefused(ImageFormat format) {
        Random random = new Random(3);
        Photo photo = MetadataFixture.everything(format);
        byte[] whole = encoder.encode(photo, new Encoding(null, null, MetadataPolicy.ALL));
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            for (int k = 0; k < 1 + i % 8; k++) {
                damaged[random.nextInt(i % 2 == 0 ? Math.min(2000, whole.length) : whole.length)] =
                        (byte) random.nextInt(256);
            }
            refused += assertTimeoutPreemptively(STUCK, () -> roundTrip(damaged)) ? 0 : 1;
        }
        assertThat(refused).isBetween(1, 299);
    }

    /** True when the bytes were decoded and written back; fails when anything but a refusal is thrown. */
    private boolean roundTrip(byte[] bytes) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        try {
            Photo photo = decoder.decode(bytes);
            byte[] written = encoder.encode(photo, new Encoding(null, null, MetadataPolicy.SAFE));
            assertThat(decoder.decode(written).pixels().count())
                    .isEqualTo(photo.pixels().count());
            return true;
        } catch (ServiceException e) {
            assertThat(e.problem().status()).isLessThan(500);
            return false;
        } finally {
            assertThat(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start)
                    .isLessThan(TWO_SECONDS);
        }
    }

    /** The first ink image loads the colour management of the JDK. */
    private void warmUp() {
        decoder.decode(CmykFixture.jpeg(8, 8, new int[] {9, 9, 9, 9}));
    }
}
