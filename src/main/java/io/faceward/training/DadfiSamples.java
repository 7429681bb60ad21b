package io.faceward.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.image.Pixels;
import io.faceward.model.DadfiGenerator;
import io.faceward.model.Edit;
import io.faceward.network.Graph;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Faces of other people: a row each with the original, the protected picture, ten times what was added, and of every
 * manipulator the edit of the original and of the protected one.
 */
final class DadfiSamples {

    private static final int SIDE = 128;
    private static final float AMPLIFIED = 10;

    private final List<Opponent> opponents;
    private final List<Portrait> portraits;
    private final TrainingOptions training;

    /** The opponents stay the caller's. */
    DadfiSamples(List<Opponent> opponents, List<Portrait> portraits, TrainingOptions training) {
        this.opponents = opponents;
        this.portraits = portraits;
        this.training = training;
    }

    Pixels draw(Map<String, Tensor> weights) throws IOException {
        List<List<Tensor>> rows = new ArrayList<>();
        Graph graph = new DadfiGenerator().graph(weights);
        try (TorchModule generator = TorchModule.of(graph, weights, training.device())) {
            for (int i = 0; i < portraits.size(); i++) {
                rows.add(row(generator, portraits.get(i), i));
            }
        }
        return SampleSheet.of(rows);
    }

    private List<Tensor> row(TorchModule generator, Portrait portrait, int index) {
        List<Tensor> row = new ArrayList<>();
        try (NDManager manager = generator.manager().newSubManager()) {
            NDArray image = Faces.batch(manager, List.of(portrait)).image();
            NDArray places = Opponent.places(manager, List.of(portrait));
            NDArray delta = generator.forward(image).head().duplicate().clip(-DadfiLesson.EPSILON, DadfiLesson.EPSILON);
            NDArray shown = image.add(delta).clip(-1, 1);
            row.add(small(image));
            row.add(small(shown));
            row.add(small(delta.mul(AMPLIFIED)));
            for (Opponent opponent : opponents) {
                List<Edit> edits = opponent.box().manipulator().conditions().edits(Set.of());
                NDArray condition =
                        edits.get(index % edits.size()).condition().on(manager).expandDims(0);
                row.add(small(opponent.edit(image, places, condition)));
                row.add(small(opponent.edit(shown, places, condition)));
            }
        }
        return row;
    }

    private static Tensor small(NDArray picture) {
        return Tensor.of(picture.getNDArrayInternal()
                .interpolation(new long[] {SIDE, SIDE}, 2, false)
                .squeeze(0));
    }
}
