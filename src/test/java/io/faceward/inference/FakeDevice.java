package io.faceward.inference;

import io.faceward.network.Precision;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A device whose models are functions, and which remembers what reached them. Safe for concurrent use. */
final class FakeDevice implements Device {

    /** What a model does with a batch. */
    interface Model {
        List<Tensor> run(List<Tensor> batch) throws DeviceMemoryException;
    }

    /** How a model is loaded, for one worker. */
    interface Loader {
        Model load(String model) throws IOException;
    }

    /** What reached a model at once, without the zeros of self-tests and warm-up. */
    record Batch(String model, List<Tensor> items) {}

    final Queue<Batch> batches = new ConcurrentLinkedQueue<>();
    final Queue<Integer> warmed = new ConcurrentLinkedQueue<>();
    final AtomicInteger open = new AtomicInteger();

    private final String name;
    private final Kind kind;
    private final Loader loader;

    FakeDevice(String name, Kind kind, Loader loader) {
        this.name = name;
        this.kind = kind;
        this.loader = loader;
    }

    /** A GPU that runs one function on every batch of every model. */
    static FakeDevice gpu(Model model) {
        return new FakeDevice("gpu0", Kind.GPU, any -> model);
    }

    /** An item of one value that is not zero. */
    static Tensor item(int value) {
        return new Tensor(new float[] {value}, 1, 1, 1);
    }

    static int value(Tensor item) {
        return (int) item.data()[0];
    }

    static boolean blank(List<Tensor> batch) {
        return value(batch.get(0)) == 0;
    }

    /** Every value plus a half, so that an answer tells its item. */
    static List<Tensor> answer(List<Tensor> batch) {
        return batch.stream()
                .map(item -> new Tensor(new float[] {item.data()[0] + 0.5f}, item.shape()))
                .toList();
    }

    static List<Tensor> firstInputs(List<Item> items) {
        return items.stream().map(item -> item.inputs().get(0)).toList();
    }

    List<List<Integer>> values() {
        return batches.stream()
                .map(batch -> batch.items().stream().map(FakeDevice::value).toList())
                .toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public Precision precision() {
        return Precision.FLOAT32;
    }

    @Override
    public Runner open(String model) throws IOException {
        Model loaded = loader.load(model);
        open.incrementAndGet();
        return new Runner() {
            @Override
            public List<Tensor> run(List<Item> items) throws DeviceMemoryException {
                List<Tensor> batch = firstInputs(items);
                if (blank(batch)) {
                    warmed.add(batch.size());
                } else {
                    batches.add(new Batch(model, List.copyOf(batch)));
                }
                return loaded.run(batch);
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }
}
