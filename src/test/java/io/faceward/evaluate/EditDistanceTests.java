package io.faceward.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faceward.SharedData;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EditDistanceTests {

    @Test
    void agreesWithCmuaAndDisruptingDeepfakes() throws IOException {
        Map<String, Tensor> inputs = Safetensors.read(SharedData.golden("15_sr_mask_inputs.safetensors"))
                .tensors();
        JsonNode triples = json("15_sr_mask_expected.json").get("triples");
        assertThat(triples).hasSize(5);
        for (JsonNode expected : triples) {
            String triple = "t" + expected.get("triple").asInt() + "/";
            Tensor x = inputs.get(triple + "x");
            Tensor clean = inputs.get(triple + "y_clean");
            Tensor disrupted = inputs.get(triple + "y_adv");
            // The original takes the mask of a batch from its first item.
            float[] mask = EditDistance.changeMask(item(x, 0), item(clean, 0));

            assertThat(mask).containsExactly(inputs.get(triple + "mask").data());
            double squares = 0;
            double ratio = 0;
            int items = (int) x.shape()[0];
            for (int i = 0; i < items; i++) {
                squares += EditDistance.meanSquare(item(clean, i), item(disrupted, i)) / items;
                // And does not divide by the number of items.
                ratio += EditDistance.masked(item(clean, i), item(disrupted, i), mask)
                        .orElse(Double.NaN);
            }
            double l2 = expected.get("disrupting_l2_mse").asDouble();
            assertThat(squares).isCloseTo(l2, within(1e-5 * l2));
            assertThat(squares > Rule.PAPERS)
                    .isEqualTo(expected.get("disrupting_success").asBoolean());
            if (expected.get("cmua_masked_ratio").isNull()) {
                assertThat(ratio).isNaN();
            } else {
                double masked = expected.get("cmua_masked_ratio").asDouble();
                assertThat(ratio).isCloseTo(masked, within(1e-5 * masked));
                assertThat(ratio > Rule.PAPERS)
                        .isEqualTo(expected.get("cmua_success").asBoolean());
            }
        }
    }

    @Test
    void agreesWithIdGuardsIdentityAndMaskLosses() throws IOException {
        Map<String, Tensor> inputs = Safetensors.read(SharedData.golden("15b_idguard_losses.safetensors"))
                .tensors();
        JsonNode expected = json("15b_idguard_losses_expected.json").get("expected");
        double cosine = 0;
        double masked = 0;
        for (int i = 0; i < 2; i++) {
            float[] clean = inputs.get("emb_ori").data();
            float[] disrupted = inputs.get("emb_adv").data();
            cosine += EditDistance.cosine(
                            Arrays.copyOfRange(clean, 16 * i, 16 * i + 16),
                            Arrays.copyOfRange(disrupted, 16 * i, 16 * i + 16))
                    / 2;
            float[] mask = Arrays.copyOf(item(inputs.get("mask"), i).data(), 32 * 32);
            assertThat(item(inputs.get("mask"), i).data()).endsWith(mask);
            Tensor y = item(inputs.get("output_ori"), i);
            Tensor disruptedY = item(inputs.get("output_adv"), i);
            double share = 0;
            for (float weight : mask) {
                share += weight / mask.length;
            }
            // The loss divides by the whole picture, L2_face by the face.
            masked += EditDistance.meanSquare(y, disruptedY, mask) * share / 2;
        }
        assertThat(-cosine).isCloseTo(expected.get("id_loss").asDouble(), within(1e-5));
        assertThat(masked).isCloseTo(expected.get("mask_loss_bin_multi").asDouble(), within(1e-5));
    }

    @Test
    void theMeanOverAFaceIgnoresTheRest() {
        Tensor a = new Tensor(new float[12], 3, 2, 2);
        Tensor b = new Tensor(new float[] {0.5f, 9, 9, 9, 0.5f, 9, 9, 9, 0.5f, 9, 9, 9}, 3, 2, 2);
        assertThat(EditDistance.meanSquare(a, b, new float[] {1, 0, 0, 0})).isEqualTo(0.25);
    }

    private static Tensor item(Tensor batch, int index) {
        int size = batch.data().length / (int) batch.shape()[0];
        return new Tensor(
                Arrays.copyOfRange(batch.data(), index * size, (index + 1) * size),
                Arrays.copyOfRange(batch.shape(), 1, batch.shape().length));
    }

    private static JsonNode json(String golden) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(SharedData.golden(golden)));
    }
}
