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
import java.util.stream.IntStream;
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

    /**
     * One per input, since libtorch reads them while it computes. Kept, because a new direct buffer for each batch would
     * pile up until the next garbage collection.
     */
    private final List<ByteBuffer> staging = new ArrayList<>();

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
            // Somebody's archive may have been saved in the middle of its training.
            JniUtils.enableInferenceMode((PtSymbolBlock) model.getBlock());
            return new TorchRunner(model, device);
        } catch (IOException | MalformedModelException | RuntimeException e) {
            model.close();
            throw new IOException("%s cannot be loaded".formatted(archive.getFileName()), e);
        }
    }

    @Override
    public List<Tensor> run(List<Item> batch) throws DeviceMemoryException {
        try (NDManager step = model.getNDManager().newSubManager()) {
            NDArray answer = forward(uploadAll(batch, step), (PtNDManager) step);
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

    private List<PtNDArray> uploadAll(List<Item> batch, NDManager step) {
        return IntStream.range(0, batch.get(0).inputs().size())
                .mapToObj(input -> upload(
                        batch.stream().map(item -> item.inputs().get(input)).toList(), input, step))
                .toList();
    }

    private PtNDArray upload(List<Tensor> batch, int input, NDManager step) {
        Tensor first = batch.get(0);
        int bytes = Math.multiplyExact(Math.multiplyExact(first.data().length, batch.size()), Float.BYTES);
        ByteBuffer buffer = staging(input, bytes).order(ByteOrder.nativeOrder());
        FloatBuffer values = buffer.asFloatBuffer();
        batch.forEach(item -> values.put(item.data()));
        return (PtNDArray) step.create(buffer, new Shape(batched(batch.size(), first.shape())), DataType.FLOAT32);
    }

    private ByteBuffer staging(int input, int bytes) {
        while (staging.size() <= input) {
            staging.add(ByteBuffer.allocateDirect(0));
        }
        if (staging.get(input).capacity() < bytes) {
            staging.set(input, ByteBuffer.allocateDirect(bytes));
        }
        return staging.get(input).slice(0, bytes);
    }

    /** Not through {@link PtSymbolBlock}'s own forward, which loses native memory when the model throws. */
    private NDArray forward(List<PtNDArray> inputs, PtNDManager step) {
        IValue[] arguments = inputs.stream().map(IValue::from).toArray(IValue[]::new);
        try (IValue result = block.forward(arguments)) {
            return result.toTensor(step);
        } finally {
            Arrays.stream(arguments).forEach(IValue::close);
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
