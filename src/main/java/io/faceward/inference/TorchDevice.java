package io.faceward.inference;

import ai.djl.engine.Engine;
import io.faceward.inference.InferenceProperties.DeviceChoice;
import io.faceward.network.Precision;
import java.io.IOException;
import java.util.List;
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
            int threads = properties.cpu().threadsFor(CpuThreads.PROCESSORS);
            return List.of(of(ai.djl.Device.cpu(), threads, properties, archives));
        }
        return IntStream.range(0, gpus)
                .mapToObj(id -> of(ai.djl.Device.gpu(id), 1, properties, archives))
                .toList();
    }

    private static Device of(ai.djl.Device device, int threads, InferenceProperties properties, Archives archives) {
        return new TorchDevice(device, properties.precision().on(device), threads, archives);
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
