package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.SharedData;
import io.faceward.model.Golden;
import io.faceward.objective.Gradient;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** ID-Guard's losses beside its original code. */
class DestructionLossTests {

    private static final double TOLERANCE = 1e-5;

    private NDManager manager;
    private Golden golden;
    private JsonNode expected;

    @BeforeEach
    void read() throws IOException {
        golden = Golden.of("15b_idguard_losses.safetensors");
        expected = JsonMapper.shared()
                .readTree(SharedData.golden("15b_idguard_losses_expected.json").toFile())
                .get("expected");
        manager = NDManager.newBaseManager("PyTorch");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void maskLossesAreTheGoldenOnes() {
        NDArray difference = tensor("output_adv").sub(tensor("output_ori"));

        assertThat(MaskForm.MULTIPLIED.of(difference, regions()).mean().getFloat())
                .isCloseTo(golden("mask_loss_both_multi"), within((float) TOLERANCE));
        assertThat(MaskForm.ADDED.of(difference, regions()).mean().getFloat())
                .isCloseTo(golden("mask_loss_both_add"), within((float) TOLERANCE));
        assertThat(MaskForm.weighted(difference, regions().mask()).mean().getFloat())
                .isCloseTo(golden("mask_loss_bin_multi"), within((float) TOLERANCE));
        assertThat(MaskForm.weighted(difference, regions().heat()).mean().getFloat())
                .isCloseTo(golden("mask_loss_hmp_multi"), within((float) TOLERANCE));
    }

    @Test
    void featuresAreComparedInsideTheMaskAsInTheOriginal() {
        NDArray mask = regions().mask();
        NDArray features = tensor("feat_ori");

        assertThat(Golden.largestDifference(
                        DestructionLoss.resized(mask, features), golden.tensor("mask_resized_to_8")))
                .isLessThan(TOLERANCE);
        assertThat(DestructionLoss.feature(features, tensor("feat_adv"), mask)
                        .mean()
                        .getFloat())
                .isCloseTo(golden("feat_loss"), within((float) TOLERANCE));
    }

    @Test
    void identityIsTheNegativeOfWhatTheOriginalMaximises() {
        assertThat(-DestructionLoss.identity(edited("ori"), edited("adv")).getFloat())
                .isCloseTo(golden("id_loss"), within((float) TOLERANCE));
    }

    @ParameterizedTest
    @EnumSource
    void theLossFallsWhereTheEditMovesAwayFromTheCleanOne(LossScale scale) {
        DestructionLoss loss = new DestructionLoss(scale, MaskForm.ADDED, 1, 0, 0);
        DestructionLoss.Edited clean = edited("ori");
        NDArray little = clean.image().add(0.01f);
        Gradient gradient = Gradient.of(
                little, image -> loss.of(clean, new DestructionLoss.Edited(image, null, clean.embedding()), regions()));

        assertThat(gradient.gradient().sum().getFloat()).isNegative();
        float before = loss.of(clean, new DestructionLoss.Edited(little, null, clean.embedding()), regions())
                .getFloat();
        float after = loss.of(
                        clean, new DestructionLoss.Edited(clean.image().add(0.1f), null, clean.embedding()), regions())
                .getFloat();
        assertThat(after).isLessThan(before);
    }

    private DestructionLoss.Edited edited(String which) {
        NDArray embedding = tensor("emb_" + which);
        NDArray length = embedding.square().sum(new int[] {1}, true).sqrt();
        return new DestructionLoss.Edited(tensor("output_" + which), tensor("feat_" + which), embedding.div(length));
    }

    private MaskForm.Regions regions() {
        NDArray mask = tensor("mask").get(":,0:1");
        NDArray heat = tensor("heatmap").get(":,0:1");
        return new MaskForm.Regions(mask, heat, mask);
    }

    private NDArray tensor(String name) {
        return golden.tensor(name).on(manager);
    }

    private float golden(String name) {
        return (float) expected.get(name).asDouble();
    }
}
