package io.faceward.inference;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;

/** A TorchScript archive in libtorch. Everything native that a batch needs is freed with the batch. */
final class TorchRunner implements Runner {

    /** How CUDA, cuBLAS, cuDNN and the CPU's allocator say that memory ran out; DJL knows no type for it. */
    private static final List<String> OUT_OF_MEMORY = List.of(
            "out of memory",
            "cublas_status_alloc_failed",
            "cudnn_status_alloc_failed",
            "can't allocate memory",
            "not enough memory");

    final Model model;
    private final PtSymbolBlock block;
    private final ai.djl.Device device;

    /** Kept, because a new direct buffer for each batch would pile up until the next garbage collection. */
    private ByteBuffer staging = ByteBuffer.allocateDirect(0);

    private TorchRunner(Model model, ai.djl.Device device) {
        this.model = model;
        this.block = (PtSymbolBlock) model.getBlock();
        this.device = device;
    }

    /** @throws IOException if the file is missing or no TorchScript archive */
    static TorchRunner load(Path archive, ai.djl.Device device) throws IOException {
        Model model = Model.newInstance(archive.getFileName().toString(), device, TorchDevice.ENGINE);
        try {
            model.load(archive, null, Map.of("mapLocation", "true"));
            return new TorchRunner(model, device);
        } catch (IOException | MalformedModelException | RuntimeException e) {
            model.close();
            throw new IOException("%s cannot be loaded".formatted(archive.getFileName()), e);
        }
    }

    @Override
    public List<Tensor> run(List<Tensor> batch) throws DeviceMemoryException {
        try (NDManager step = model.getNDManager().newSubManager()) {
            NDArray answer = forward((PtNDArray) upload(batch, step), (PtNDManager) step);
            return download(answer, batch.size());
        } catch (EngineException e) {
            if (!isOutOfMemory(e)) {
                throw e;
            }
            if (device.isGpu()) {
                // libtorch keeps freed blocks, which may be too small for what comes next and still fill the device.
                JniUtils.emptyCudaCache();
            }
            throw new DeviceMemoryException(e);
        }
    }

    private NDArray upload(List<Tensor> batch, NDManager step) {
        Tensor first = batch.get(0);
        int bytes = Math.multiplyExact(Math.multiplyExact(first.data().length, batch.size()), Float.BYTES);
        if (staging.capacity() < bytes) {
            staging = ByteBuffer.allocateDirect(bytes);
        }
        ByteBuffer input = staging.slice(0, bytes).order(ByteOrder.nativeOrder());
        FloatBuffer values = input.asFloatBuffer();
        batch.forEach(item -> values.put(item.data()));
        return step.create(input, new Shape(batched(batch.size(), first.shape())), DataType.FLOAT32);
    }

    /** Not through {@link PtSymbolBlock}'s own forward, which loses native memory when the model throws. */
    private NDArray forward(PtNDArray input, PtNDManager step) {
        try (IValue argument = IValue.from(input);
                IValue result = block.forward(argument)) {
            return result.toTensor(step);
        }
    }

    private static List<Tensor> download(NDArray answer, int items) {
        long[] shape = answer.getShape().getShape();
        if (answer.getDataType() != DataType.FLOAT32 || shape.length == 0 || shape[0] != items) {
            throw new IllegalStateException(
                    "The model answers %d items with %s %s".formatted(items, answer.getDataType(), answer.getShape()));
        }
        long[] itemShape = Arrays.copyOfRange(shape, 1, shape.length);
        FloatBuffer values = answer.toByteBuffer(true).asFloatBuffer();
        List<Tensor> answers = new ArrayList<>(items);
        for (int i = 0; i < items; i++) {
            float[] data = new float[Math.toIntExact(Tensor.size(itemShape))];
            values.get(data);
            answers.add(new Tensor(data, itemShape));
        }
        return answers;
    }

    private static long[] batched(int items, long[] shape) {
        return LongStream.concat(LongStream.of(items), LongStream.of(shape)).toArray();
    }

    private static boolean isOutOfMemory(EngineException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return OUT_OF_MEMORY.stream().anyMatch(message::contains);
    }

    @Override
    public void close() {
        model.close();
    }
}
