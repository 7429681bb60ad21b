package io.faceward.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.faceward.model.Golden;
import io.faceward.model.StarGan;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SimultaneousPerturbationTests {

    private static final float BOUND = 0.05f;
    private static final Shape PICTURES = new Shape(2, 3, 12, 10);

    @Test
    void theMeanOfManyEstimatesIsTheGradient() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray slope = manager.randomUniform(-1, 1, PICTURES);
            NDArray x = manager.randomUniform(-1, 1, PICTURES);
            var estimate = new SimultaneousPerturbation(4000, 0.05f, 1)
                    .at(x, new SplittableRandom(1), pictures -> sum(pictures.mul(slope)));

            float error = estimate.gradients().sub(slope).norm().getFloat();
            // Of d independent signs and k pairs it is about |slope| sqrt(d / k) = 0.3 |slope|.
            assertThat(error).isLessThan(0.4f * slope.norm().getFloat());
            assertThat(estimate.values().toFloatArray())
                    .containsExactly(sum(x.mul(slope)).toFloatArray(), within(1e-2f));
        }
    }

    @Test
    void blocksMoveTogetherAndEachFaceByItself() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.zeros(PICTURES);
            NDArray gradients = new SimultaneousPerturbation(1, 0.1f, 4)
                    .at(x, new SplittableRandom(3), pictures -> sum(pictures).mul(manager.create(new float[] {1, 0})))
                    .gradients();

            assertThat(gradients.get("1").abs().max().getFloat()).isZero();
            NDArray first = gradients.get("0");
            assertThat(first.abs().max().getFloat()).isCloseTo(first.abs().min().getFloat(), within(1e-3f));
            // Along a row the sign changes at block borders only: at most every fourth pixel.
            NDArray changes =
                    first.get(":,:,1:").sub(first.get(":,:,:-1")).abs().gt(1e-3f);
            assertThat(changes.toType(DataType.FLOAT32, false)
                            .sum(new int[] {2})
                            .max()
                            .getFloat())
                    .isBetween(1f, 3f);
        }
    }

    @Test
    void asksAsOftenAsItSays() {
        AtomicInteger asked = new AtomicInteger();
        var asking = new SimultaneousPerturbation(7, 0.1f, 4);
        try (NDManager manager = NDManager.newBaseManager()) {
            asking.at(manager.zeros(PICTURES), new SplittableRandom(1), pictures -> {
                asked.incrementAndGet();
                return sum(pictures);
            });
        }
        assertThat(asked).hasValue(asking.queries()).hasValue(14);
    }

    @Test
    void breaksTheEditsOfAStarGanThatItOnlyAsks() throws IOException {
        Golden golden = Golden.of("02_stargan_generator.safetensors");
        var asking = new SimultaneousPerturbation(16, 0.02f, 4);
        SplittableRandom random = new SplittableRandom(1);
        try (TorchModule network = Golden.module(new StarGan().graph(golden.weights()), golden.weights());
                NDManager manager = network.manager().newSubManager()) {
            NDArray x = Golden.array(manager, golden.image("in/x_u8"));
            NDArray c = Golden.array(manager, golden.tensor("in/c"));
            NDArray clean = network.forward(x, c).head().duplicate();
            UnaryOperator<NDArray> change = pictures -> PerFace.mean(
                    network.forward(pictures, c).head().duplicate().sub(clean).square());
            NDArray noise = Tensor.noise(1, BOUND, x.getShape().getShape()).on(manager);

            NDArray delta = noise;
            for (int i = 0; i < 30; i++) {
                NDArray uphill = asking.at(x.add(delta), random, change).gradients();
                delta = delta.add(uphill.sign().mul(0.01f)).clip(-BOUND, BOUND);
            }

            assertThat(change.apply(x.add(delta)).mean().getFloat())
                    .isGreaterThan(1.5f * change.apply(x.add(noise)).mean().getFloat());
        }
    }

    private static NDArray sum(NDArray pictures) {
        return pictures.reshape(pictures.getShape().get(0), -1).sum(new int[] {1});
    }
}
