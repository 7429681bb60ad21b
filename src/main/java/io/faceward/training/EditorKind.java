package io.faceward.training;

import io.faceward.model.AttentionGan;
import io.faceward.model.FixedPointGan;
import io.faceward.model.ManipulatorArchitecture;
import io.faceward.model.StarGan;
import io.faceward.network.Graph;

/** The attribute editors that can be trained. */
public enum EditorKind {
    STARGAN("stargan", "StarGAN (Choi et al., CVPR 2018)") {
        @Override
        Graph untrained(int width) {
            return new StarGan().untrained(width, FaceAttributes.NAMES.size(), BLOCKS);
        }

        @Override
        ManipulatorArchitecture architecture() {
            return new StarGan();
        }
    },
    ATTENTION_GAN("attention-gan", "AttentionGAN, AGGAN in the papers (Tang et al., IJCNN 2019)") {
        @Override
        Graph untrained(int width) {
            return new AttentionGan().untrained(width, FaceAttributes.NAMES.size(), BLOCKS);
        }

        @Override
        ManipulatorArchitecture architecture() {
            return new AttentionGan();
        }
    },
    FIXED_POINT_GAN("fixed-point-gan", "Fixed-Point GAN, FPGAN in the papers (Siddiquee et al., ICCV 2019)") {
        @Override
        Graph untrained(int width) {
            return new FixedPointGan().untrained(width, FaceAttributes.NAMES.size(), BLOCKS);
        }

        @Override
        ManipulatorArchitecture architecture() {
            return new FixedPointGan();
        }
    };

    private static final int BLOCKS = 6;

    private final String id;
    private final String title;

    EditorKind(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** Id of its architecture and of its model in the bundle. */
    public String id() {
        return id;
    }

    String title() {
        return title;
    }

    /** The network with edit and features as answers. */
    abstract Graph untrained(int width);

    abstract ManipulatorArchitecture architecture();
}
