package io.faceward.inference;

import io.faceward.network.Tensor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Worker pools without libtorch, for tests of other packages. */
public final class FakeWorkerPools {

    private FakeWorkerPools() {}

    /**
     * A pool that serves at once and whose models are one function.
     *
     * @param models from a model's name and an item to its answer; what it throws fails that item
     */
    public static WorkerPool computing(BiFunction<String, Tensor, Tensor> models) {
        return computing(models, new SimpleMeterRegistry());
    }

    /**
     * As above, with a configuration such as {@code queue-capacity=16}.
     *
     * @param meters learns what the pool has to tell
     */
    public static WorkerPool computing(
            BiFunction<String, Tensor, Tensor> models, MeterRegistry meters, String... settings) {
        FakeDevice device = new FakeDevice(
                "fake",
                Device.Kind.CPU,
                name -> batch ->
                        batch.stream().map(item -> models.apply(name, item)).toList());
        return new WorkerPool(List.of(device), Map.of(), Settings.ofOneWorker(settings), meters);
    }
}
