package io.faceward.network;

import io.faceward.network.StoredTensor.StoredValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything of Python and PyTorch that a pickled state dict may name: what describes tensors and nothing that does
 * anything.
 */
final class TorchGlobals {

    /** Stands for values that tensors do not need: None, devices. */
    static final Object NOTHING = new Object();

    private static final int MAX_RANK = 64;

    /** Something that a pickle may call. */
    @FunctionalInterface
    interface Constructor {
        Object call(List<?> arguments) throws MalformedWeightsException;
    }

    private static final Map<String, Object> CONSTRUCTORS = Map.ofEntries(
            constructor("collections.OrderedDict", TorchGlobals::dict),
            constructor("torch.Size", arguments -> arguments.get(0)),
            constructor("torch.device", arguments -> NOTHING),
            constructor("torch._utils._rebuild_tensor", TorchGlobals::tensor),
            constructor("torch._utils._rebuild_tensor_v2", TorchGlobals::tensor),
            constructor("torch._utils._rebuild_tensor_v3", TorchGlobals::typedTensor),
            constructor("torch._utils._rebuild_parameter", arguments -> arguments.get(0)),
            constructor("torch._utils._rebuild_parameter_with_state", arguments -> arguments.get(0)),
            constructor("torch._tensor._rebuild_from_type_v2", TorchGlobals::attributedTensor),
            Map.entry("torch.Tensor", NOTHING),
            Map.entry("torch.nn.parameter.Parameter", NOTHING),
            Map.entry("torch.storage.UntypedStorage", DataType.U8));

    private TorchGlobals() {}

    private static Map.Entry<String, Object> constructor(String name, Constructor constructor) {
        return Map.entry(name, constructor);
    }

    /**
     * What a name stands for.
     *
     * @throws MalformedWeightsException if it is not one of those that tensors need
     */
    static Object named(String module, String name) throws MalformedWeightsException {
        Object known = CONSTRUCTORS.get(module + "." + name);
        if (known != null) {
            return known;
        }
        Optional<DataType> type = module.equals("torch") || module.equals("torch.cuda")
                ? DataType.ofStorage(name).or(() -> DataType.ofTorch(name))
                : Optional.empty();
        return type.orElseThrow(() -> new MalformedWeightsException(
                ("the file names %.100s.%.100s, which tensors do not need and which could run code elsewhere:"
                                + " only state dicts are read")
                        .formatted(module, name)));
    }

    /**
     * The storage that a persistent id describes: the word storage, its type, its key, a device, the number of values, and
     * perhaps which part of it is meant.
     */
    static StoredValues storage(List<?> id) throws MalformedWeightsException {
        if (!id.get(0).equals("storage")) {
            throw new MalformedWeightsException("the file holds a whole network as code: only state dicts are read");
        }
        long start = id.size() > 5 && id.get(5) instanceof List<?> view ? number(view.get(1)) : 0;
        return new StoredValues((DataType) id.get(1), (String) id.get(2), number(id.get(4)), start);
    }

    /** Storage, offset, shape, strides; what follows concerns training. */
    private static Object tensor(List<?> arguments) {
        return tensor((StoredValues) arguments.get(0), arguments);
    }

    /** As {@link #tensor(List)}, with bytes for a storage and the type of the values at the seventh place. */
    private static Object typedTensor(List<?> arguments) {
        return tensor(((StoredValues) arguments.get(0)).as((DataType) arguments.get(6)), arguments);
    }

    private static StoredTensor tensor(StoredValues storage, List<?> arguments) {
        long offset = Math.addExact(storage.start(), number(arguments.get(1)));
        return new StoredTensor(storage, offset, numbers(arguments.get(2)), numbers(arguments.get(3)));
    }

    /** A tensor with attributes of its own: how it is made, its class, the arguments for that, the attributes. */
    private static Object attributedTensor(List<?> arguments) {
        return tensor((List<?>) arguments.get(2));
    }

    private static Object dict(List<?> arguments) {
        PickledDict dict = new PickledDict();
        if (!arguments.isEmpty()) {
            for (Object pair : (List<?>) arguments.get(0)) {
                dict.put(((List<?>) pair).get(0), ((List<?>) pair).get(1));
            }
        }
        return dict;
    }

    private static long[] numbers(Object values) {
        List<?> list = (List<?>) values;
        if (list.size() > MAX_RANK) {
            throw new IllegalArgumentException("a tensor with %d dimensions".formatted(list.size()));
        }
        return list.stream().mapToLong(TorchGlobals::number).toArray();
    }

    private static long number(Object value) {
        return (Long) value;
    }
}
