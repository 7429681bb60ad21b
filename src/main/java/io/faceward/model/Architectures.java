package io.faceward.model;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The architectures that a bundle may name, as they are served: one or more inputs, one answer. */
enum Architectures {
    ID_GUARD_GENERATOR("id-guard-generator", IdGuardGenerator::served, Architectures::aligned),
    FACE_AUTOENCODER("face-autoencoder", FaceAutoencoder.ARCHITECTURE, card -> image(256)),
    STAR_GAN("stargan", new StarGan(), Architectures::conditioned),
    ATTENTION_GAN("attention-gan", new AttentionGan(), Architectures::conditioned),
    FIXED_POINT_GAN("fixed-point-gan", new FixedPointGan(), Architectures::conditioned),
    FACE_SWAP("face-swap", new FaceSwap(), Architectures::conditioned),
    ATTRIBUTE_CLASSIFIER("attribute-classifier", new AttributeClassifier(), card -> image(AttributeClassifier.SIDE)),
    REL_GAN("relgan", new RelGan(), Architectures::conditioned),
    ATT_GAN("attgan", new AttGan(), Architectures::conditioned),
    ST_GAN("stgan", new StGan(), Architectures::conditioned),
    HI_SD("hisd", new HiSd(), Architectures::conditioned),
    STAR_GAN_V2("stargan-v2", new StarGanV2(), Architectures::conditioned),
    INITIATIVE_DEFENSE("initiative-defense", new InitiativeDefenseGenerator(), card -> image(256)),
    ADV_GAN("advgan", new AdvGan(), card -> image(256)),
    DADFI_GENERATOR("dadfi-generator", new DadfiGenerator(), Architectures::aligned),
    MOBILE_FACE_NET("mobile-face-net", new MobileFaceNet(), card -> image(112)),
    FUSED_FACE_NET("fused-face-net", new FusedFaceNet(), card -> image(112)),
    PERCEPTUAL_DISTANCE("perceptual-distance", new PerceptualDistance(), Architectures::pair),
    ANCHOR_FREE_DETECTOR("anchor-free-detector", weights -> AnchorFreeDetector.served(), card -> image(640)),
    FACE_REFINER("face-refiner", weights -> FaceRefiner.served(), card -> image(FaceRefiner.SIDE));

    private final String id;
    private final Architecture architecture;
    private final Function<ModelCard, List<long[]>> inputShapes;

    Architectures(String id, Architecture architecture, Function<ModelCard, List<long[]>> inputShapes) {
        this.id = id;
        this.architecture = architecture;
        this.inputShapes = inputShapes;
    }

    static Optional<Architectures> named(String id) {
        return Arrays.stream(values()).filter(entry -> entry.id.equals(id)).findFirst();
    }

    String id() {
        return id;
    }

    Architecture architecture() {
        return architecture;
    }

    /** Shapes of the inputs of one item, without the batch dimension. */
    List<long[]> inputShapes(ModelCard card) {
        return inputShapes.apply(card);
    }

    private static List<long[]> image(int side) {
        return List.of(new long[] {3, side, side});
    }

    private static List<long[]> aligned(ModelCard card) {
        return image(Objects.requireNonNullElse(card.side(), IdGuardGenerator.SIZE));
    }

    private static List<long[]> pair(ModelCard card) {
        return List.of(image(256).get(0), image(256).get(0));
    }

    private static List<long[]> conditioned(ModelCard card) {
        Manipulator manipulator = Manipulator.of(card);
        return List.of(
                image(manipulator.side()).get(0),
                new long[] {manipulator.conditions().length()});
    }
}
