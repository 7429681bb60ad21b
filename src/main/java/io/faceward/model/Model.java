package io.faceward.model;

import io.faceward.network.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A verified model of a bundle. Immutable and safe for concurrent use. */
interface Model {

    ModelCard card();

    /** Shapes of the inputs of one item, without the batch dimension. */
    List<long[]> inputShapes();

    /** The model as a TorchScript archive, packed when it is first asked for. */
    Path archive(Precision precision) throws IOException;

    /**
     * A manipulator as a TorchScript archive with two answers: the edited image and features.
     *
     * @throws UnsupportedOperationException if it has none
     */
    Path archiveWithFeatures(Precision precision) throws IOException;
}
