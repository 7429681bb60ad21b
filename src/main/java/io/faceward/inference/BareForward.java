package io.faceward.inference;

import io.faceward.model.Bundle;
import io.faceward.network.Precision;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The physical limit of a request: a model's forward pass on this processor, with nothing around it. */
public final class BareForward {

    private BareForward() {}

    /** The precision that a service without further configuration chooses on this processor. */
    public static Precision precision() {
        return FastPrecision.ofProcessor();
    }

    /** Median time of a batch of one, on as many threads as a worker of the CPU has. */
    public static Duration median(
            Bundle bundle, InferenceProperties properties, String model, Precision precision, int repeats)
            throws IOException, DeviceMemoryException {
        CpuThreads.use(properties.cpu().threadsFor(CpuThreads.PROCESSORS));
        try (TorchRunner runner = TorchRunner.load(bundle.archive(model, precision), ai.djl.Device.cpu())) {
            Item item = new Item(bundle.inputShapes(model).stream()
                    .map(shape -> Tensor.noise(1, 1, shape))
                    .toList());
            return MedianTime.of(repeats, () -> runner.run(List.of(item)));
        }
    }
}
