package io.faceward.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.faceward.SharedData;
import io.faceward.network.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FidelityTests {

    @Test
    void agreesWithScikitImage() throws IOException {
        JsonNode pairs = JsonMapper.shared()
                .readTree(Files.readString(SharedData.golden("14_pairs_expected.json")))
                .get("pairs");
        assertThat(pairs).hasSize(10);
        Decoder decoder = new Decoder(Fixtures.defaults());
        for (JsonNode pair : pairs) {
            Pixels original = read(decoder, pair.get("original").asString());
            Pixels degraded = read(decoder, pair.get("degraded").asString());
            if (pair.get("psnr_is_infinite").asBoolean()) {
                assertThat(Fidelity.psnr(original, degraded)).isInfinite();
            } else {
                assertThat(Fidelity.psnr(original, degraded))
                        .isCloseTo(pair.get("psnr").asDouble(), within(1e-6));
            }
            assertThat(Fidelity.ssim(original, degraded))
                    .isCloseTo(pair.get("ssim_skimage_gaussian").asDouble(), within(1e-5));
            assertThat(Fidelity.linf(original, degraded) / 255.0)
                    .isCloseTo(pair.get("linf_01").asDouble(), within(1e-6));
            double lowFrequency = pair.get("lf_pywt").asDouble();
            assertThat(Fidelity.lowFrequency(original, degraded))
                    .isCloseTo(lowFrequency, within(1e-6 * Math.max(1, lowFrequency)));
        }
    }

    @Test
    void equalImagesAreAsCloseAsCanBe() {
        Pixels image = Fixtures.photo(40, 30, false);
        assertThat(Fidelity.psnr(image, image)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Fidelity.ssim(image, image)).isCloseTo(1, within(1e-6));
        assertThat(Fidelity.linf(image, image)).isZero();
    }

    @Test
    void similarityIsThatOfTheFormulaForEveryShape() {
        int[][] sizes = {{11, 11}, {11, 40}, {40, 11}, {23, 17}, {10, 30}, {3, 2}, {1, 1}};
        for (int[] size : sizes) {
            Pixels a = Fixtures.photo(size[0], size[1], false);
            byte[] other = a.rgb().clone();
            for (int i = 0; i < other.length; i++) {
                other[i] = (byte) Math.max(0, Math.min(255, (other[i] & 0xFF) + i * 31 % 17 - 8));
            }
            Pixels b = new Pixels(size[0], size[1], other);
            assertThat(Fidelity.ssim(a, b)).as("%dx%d", size[0], size[1]).isCloseTo(byDefinition(a, b), within(1e-5));
        }
    }

    @Test
    void largestDifferenceCountsGreyLevelsBothWays() {
        Pixels a = new Pixels(1, 2, new byte[] {0, 10, (byte) 200, 1, 1, 1});
        Pixels b = new Pixels(1, 2, new byte[] {0, 12, (byte) 100, 1, 1, 1});
        assertThat(Fidelity.linf(a, b)).isEqualTo(100);
        assertThat(Fidelity.linf(b, a)).isEqualTo(100);
    }

    @Test
    void refusesImagesOfDifferentSize() {
        Pixels a = Fixtures.photo(4, 6, false);
        Pixels b = Fixtures.photo(6, 4, false);
        assertThatThrownBy(() -> Fidelity.psnr(a, b)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fidelity.ssim(a, b)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fidelity.linf(a, b)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lowFrequenciesAreThoseOfTheHaarTransform() throws IOException {
        Pixels original = read(new Decoder(Fixtures.defaults()), "orig0.png").region(0, 0, 64, 64);
        Pixels black = new Pixels(64, 64, new byte[3 * 64 * 64]);
        float[] phi = Safetensors.read(SharedData.golden("14_haar_phi.safetensors"))
                .tensors()
                .get("orig0/phi_01")
                .data();
        double energy = 0;
        for (float value : phi) {
            energy += value * value;
        }
        assertThat(Fidelity.lowFrequency(black, original)).isCloseTo(energy, within(1e-6 * energy));
    }

    @Test
    void anOddSideIsExtendedByItsLastPixels() {
        Pixels black = new Pixels(3, 1, new byte[9]);
        Pixels red = new Pixels(3, 1, new byte[] {(byte) 255, 0, 0, 0, 0, 0, (byte) 255, 0, 0});
        assertThat(Fidelity.lowFrequency(black, red)).isCloseTo(2 * 0.25 + 1, within(1e-12));
    }

    /** The formula in double precision, window by window. */
    private static double byDefinition(Pixels a, Pixels b) {
        boolean small = a.width() < 11 || a.height() < 11;
        int margin = small ? 0 : 5;
        double sum = 0;
        int count = 0;
        for (int c = 0; c < 3; c++) {
            for (int y = margin; y < a.height() - margin; y++) {
                for (int x = margin; x < a.width() - margin; x++) {
                    sum += window(a, b, x, y, c);
                    count++;
                }
            }
        }
        return sum / count;
    }

    private static double window(Pixels a, Pixels b, int x, int y, int c) {
        double total = 0;
        double ma = 0;
        double mb = 0;
        double aa = 0;
        double bb = 0;
        double ab = 0;
        for (int j = -5; j <= 5; j++) {
            for (int i = -5; i <= 5; i++) {
                double weight = Math.exp(-(i * i + j * j) / 4.5);
                double p = sample(a, x + i, y + j, c);
                double q = sample(b, x + i, y + j, c);
                total += weight;
                ma += weight * p;
                mb += weight * q;
                aa += weight * p * p;
                bb += weight * q * q;
                ab += weight * p * q;
            }
        }
        ma /= total;
        mb /= total;
        double va = aa / total - ma * ma;
        double vb = bb / total - mb * mb;
        double vab = ab / total - ma * mb;
        double c1 = 6.5025;
        double c2 = 58.5225;
        return (2 * ma * mb + c1) * (2 * vab + c2) / ((ma * ma + mb * mb + c1) * (va + vb + c2));
    }

    private static int sample(Pixels image, int x, int y, int c) {
        return image.rgb()[3 * (fold(y, image.height()) * image.width() + fold(x, image.width())) + c] & 0xFF;
    }

    private static int fold(int at, int size) {
        int folded = at;
        while (folded < 0 || folded >= size) {
            folded = folded < 0 ? -1 - folded : 2 * size - 1 - folded;
        }
        return folded;
    }

    private static Pixels read(Decoder decoder, String name) throws IOException {
        Path file = SharedData.golden("14_pairs/" + name);
        return decoder.decode(Files.readAllBytes(file)).pixels();
    }
}
