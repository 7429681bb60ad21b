package io.faceward.inference;

import ai.djl.engine.Engine;
import ai.djl.util.cuda.CudaUtils;
import io.faceward.inference.InferenceProperties.DeviceChoice;
import io.faceward.inference.InferenceProperties.PrecisionChoice;
import io.faceward.network.Precision;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A device of libtorch.
 *
 * @param threads of the CPU for each worker
 */
record TorchDevice(ai.djl.Device device, Precision precision, int threads, Archives archives) implements Device {

    static final String ENGINE = "PyTorch";

    /**
     * The devices that the configuration asks for.
     *
     * @throws IllegalStateException if it asks for a GPU and there is none
     */
    static List<Device> all(InferenceProperties properties, Archives archives) {
        int gpus = properties.device() == DeviceChoice.CPU
                ? 0
                : Engine.getEngine(ENGINE).getGpuCount();
        if (gpus == 0 && properties.device() == DeviceChoice.GPU) {
            throw new IllegalStateException("faceward.inference.device is gpu, but libtorch sees no GPU");
        }
        if (gpus == 0) {
            Precision precision = choose(properties.precision(), FastPrecision::ofProcessor);
            int threads = properties.cpu().threadsFor(CpuThreads.PROCESSORS);
            return List.of(new TorchDevice(ai.djl.Device.cpu(), precision, threads, archives));
        }
        return IntStream.range(0, gpus)
                .mapToObj(id -> gpu(id, properties.precision(), archives))
                .toList();
    }

    private static Device gpu(int id, PrecisionChoice choice, Archives archives) {
        Precision precision =
                choose(choice, () -> FastPrecision.ofComputeCapability(CudaUtils.getComputeCapability(id)));
        return new TorchDevice(ai.djl.Device.gpu(id), precision, 1, archives);
    }

    private static Precision choose(PrecisionChoice choice, Supplier<Precision> fastest) {
        return switch (choice) {
            case AUTO -> fastest.get();
            case FLOAT32 -> Precision.FLOAT32;
            case BFLOAT16 -> Precision.BFLOAT16;
        };
    }

    @Override
    public String name() {
        return device.isGpu() ? "gpu" + device.getDeviceId() : "cpu";
    }

    @Override
    public Kind kind() {
        return device.isGpu() ? Kind.GPU : Kind.CPU;
    }

    @Override
    public void enter() {
        CpuThreads.use(threads);
    }

    @Override
    public Runner open(String model) throws IOException {
        return TorchRunner.load(archives.archive(model, precision), device);
    }
}
