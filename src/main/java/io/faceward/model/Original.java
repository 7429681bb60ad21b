package io.faceward.model;

import static io.faceward.model.Conditions.Kind.DIFFERENCES;
import static io.faceward.model.Conditions.Kind.LABELS;

import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The public implementations whose checkpoints can be imported, with a name by which each is found among tensors. */
enum Original {
    STAR_GAN(Architectures.STAR_GAN, ModelCard.MANIPULATOR, Attributes.STAR_GAN, "main.0.weight"),
    ATTENTION_GAN(Architectures.ATTENTION_GAN, ModelCard.MANIPULATOR, Attributes.STAR_GAN, "main.0.weight"),
    FIXED_POINT_GAN(Architectures.FIXED_POINT_GAN, ModelCard.MANIPULATOR, Attributes.STAR_GAN, "main.0.weight"),
    REL_GAN(Architectures.REL_GAN, ModelCard.MANIPULATOR, Attributes.REL_GAN, "conv_in.0.weight"),
    ATT_GAN(Architectures.ATT_GAN, ModelCard.MANIPULATOR, Attributes.ATT_GAN, "enc_layers.0.layers.0.weight"),
    ST_GAN(Architectures.ST_GAN, ModelCard.MANIPULATOR, Attributes.ST_GAN, "stu.0.upsample.weight"),
    HI_SD(Architectures.HI_SD, ModelCard.MANIPULATOR, new HiSdPreparation(), "translators.0.style_to_params.weight"),
    STAR_GAN_V2(
            Architectures.STAR_GAN_V2, ModelCard.MANIPULATOR, new StarGanV2Preparation(), "generator.from_rgb.weight"),
    ID_GUARD(Architectures.ID_GUARD_GENERATOR, ModelCard.PERTURBER, Original::withPrior, "model0.1.weight"),
    INITIATIVE_DEFENSE(Architectures.INITIATIVE_DEFENSE, ModelCard.PERTURBER, Preparation.NONE, "dconv_down1.0.weight"),
    ADV_GAN(Architectures.ADV_GAN, ModelCard.PERTURBER, Preparation.NONE, "bottle_neck.0.conv_block.1.weight"),
    MOBILE_FACE_NET_RELU6(
            Architectures.MOBILE_FACE_NET, ModelCard.RECOGNISER, Preparation.NONE, "dw_conv.depthwise.weight"),
    MOBILE_FACE_NET_PRELU(
            Architectures.MOBILE_FACE_NET, ModelCard.RECOGNISER, Preparation.NONE, "dw_conv1.conv.weight"),
    PERCEPTUAL_DISTANCE(
            Architectures.PERCEPTUAL_DISTANCE,
            ModelCard.PERCEPTUAL_DISTANCE,
            Preparation.NONE,
            "backbone.features.0.weight");

    /** How the published weights of each architecture are told what to do. */
    private static final class Attributes {

        static final Preparation STAR_GAN = new AttributePreparation(
                LABELS,
                sizes -> sizes.channels("main.0") - 3,
                List.of("black-hair", "blond-hair", "brown-hair", "male", "young"),
                0,
                1,
                null);

        static final Preparation REL_GAN = new AttributePreparation(
                DIFFERENCES,
                sizes -> sizes.channels("conv_in.0") - 3,
                List.of(
                        "5-o-clock-shadow",
                        "bald",
                        "bangs",
                        "black-hair",
                        "blond-hair",
                        "brown-hair",
                        "eyeglasses",
                        "goatee",
                        "gray-hair",
                        "male",
                        "mustache",
                        "pale-skin",
                        "smiling",
                        "straight-hair",
                        "wavy-hair",
                        "wearing-hat",
                        "young"),
                0,
                1,
                null);

        /** The authors train with ±0.5 and edit with ±1. */
        static final Preparation ATT_GAN = new AttributePreparation(
                LABELS,
                sizes -> sizes.filters("dec_layers.0.layers.0")
                        - sizes.filters(
                                "enc_layers.%d.layers.0".formatted(sizes.count("enc_layers.%d.layers.0.weight") - 1)),
                List.of(
                        "bald",
                        "bangs",
                        "black-hair",
                        "blond-hair",
                        "brown-hair",
                        "bushy-eyebrows",
                        "eyeglasses",
                        "male",
                        "mouth-slightly-open",
                        "mustache",
                        "no-beard",
                        "pale-skin",
                        "young"),
                -0.5f,
                0.5f,
                2f);

        static final Preparation ST_GAN = new AttributePreparation(
                DIFFERENCES,
                sizes -> sizes.filters("decoder.0.0") - sizes.channels("decoder.0.0"),
                List.of(
                        "bangs",
                        "blond-hair",
                        "brown-hair",
                        "bushy-eyebrows",
                        "eyeglasses",
                        "male",
                        "mouth-slightly-open",
                        "mustache",
                        "pale-skin",
                        "young"),
                0,
                1,
                null);

        private Attributes() {}
    }

    private final Architectures architecture;
    private final String kind;
    private final Preparation preparation;
    private final String marker;

    Original(Architectures architecture, String kind, Preparation preparation, String marker) {
        this.architecture = architecture;
        this.kind = kind;
        this.preparation = preparation;
        this.marker = marker;
    }

    /** Those of one architecture; all if none is named. */
    static List<Original> of(@Nullable String architecture) {
        return Arrays.stream(values())
                .filter(original ->
                        architecture == null || original.architecture.id().equals(architecture))
                .toList();
    }

    /** All that can be imported, by the ids of their architectures. */
    static List<String> architectures() {
        return Arrays.stream(values())
                .map(original -> original.architecture.id())
                .distinct()
                .toList();
    }

    Architectures architecture() {
        return architecture;
    }

    String kind() {
        return kind;
    }

    Preparation preparation() {
        return preparation;
    }

    /** The name of a tensor that every checkpoint of this network has. */
    String marker() {
        return marker;
    }

    private static Preparation.Prepared withPrior(Map<String, Tensor> weights, ImportRequest request)
            throws MalformedWeightsException {
        if (!weights.containsKey(IdGuardGenerator.PRIOR)) {
            throw new MalformedWeightsException(
                    "ID-Guard's prior perturbation lies in a file of its own: --prior names it");
        }
        return new Preparation.Prepared(weights, null, IdGuardGenerator.side(weights));
    }
}
