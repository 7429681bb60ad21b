package io.faceward.network;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes weights in the safetensors format: eight bytes of header length, a JSON header, raw little-endian
 * values. Reading needs no engine, executes nothing and widens every floating-point type to float32.
 *
 * @param tensors by name, in the order of the file
 * @param metadata the file's free-form strings
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {

    private static final int MAX_HEADER = 4 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Reads a whole file.
     *
     * @throws MalformedWeightsException if it is not well-formed safetensors
     */
    public static Safetensors read(Path file) throws IOException {
        return read(Files.readAllBytes(file));
    }

    /**
     * Reads a file's bytes.
     *
     * @throws MalformedWeightsException if they are not well-formed safetensors
     */
    public static Safetensors read(byte[] bytes) throws MalformedWeightsException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long length = bytes.length < 8 ? -1 : buffer.getLong(0);
        if (length < 2 || length > MAX_HEADER || length > bytes.length - 8) {
            throw new MalformedWeightsException(
                    "header length %d in a file of %d bytes".formatted(length, bytes.length));
        }
        int start = 8 + (int) length;
        ByteBuffer body = buffer.slice(start, bytes.length - start).order(ByteOrder.LITTLE_ENDIAN);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        long claimed = 0;
        try {
            JsonNode header = JSON.readTree(new String(bytes, 8, (int) length, StandardCharsets.UTF_8));
            if (!header.isObject()) {
                throw new MalformedWeightsException("the header is no JSON object");
            }
            for (Map.Entry<String, JsonNode> entry : header.properties()) {
                if (entry.getKey().equals("__metadata__")) {
                    entry.getValue()
                            .properties()
                            .forEach(e -> metadata.put(e.getKey(), e.getValue().asString()));
                } else {
                    Extent extent = Extent.of(entry.getValue());
                    claimed = Math.addExact(claimed, extent.length());
                    if (claimed > body.capacity()) {
                        throw new MalformedWeightsException("the file is cut off, or its tensors overlap");
                    }
                    tensors.put(entry.getKey(), extent.read(body));
                }
            }
        } catch (JacksonException | IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            throw new MalformedWeightsException("not a safetensors header: " + e.getMessage(), e);
        }
        return new Safetensors(tensors, metadata);
    }

    /** Where a tensor lies in the body. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Extent(DataType type, long[] shape, long begin, long end) {

        static Extent of(JsonNode entry) {
            DataType type = DataType.valueOf(entry.required("dtype").asString());
            long[] shape = LongStream.range(0, entry.required("shape").size())
                    .map(i -> entry.required("shape").required((int) i).asLong())
                    .toArray();
            long begin = entry.required("data_offsets").required(0).asLong();
            long end = entry.required("data_offsets").required(1).asLong();
            long size = Tensor.size(shape);
            if (begin < 0
                    || LongStream.of(shape).anyMatch(side -> side < 0)
                    || end - begin != Math.multiplyExact(size, type.bytes)) {
                throw new IllegalArgumentException(
                        "%d values of %s in bytes %d to %d".formatted(size, type, begin, end));
            }
            return new Extent(type, shape, begin, end);
        }

        long length() {
            return end - begin;
        }

        Tensor read(ByteBuffer body) {
            ByteBuffer data = body.slice(Math.toIntExact(begin), Math.toIntExact(length()))
                    .order(ByteOrder.LITTLE_ENDIAN);
            float[] values = new float[data.capacity() / type.bytes];
            for (int i = 0; i < values.length; i++) {
                values[i] = type.get(data, i);
            }
            return new Tensor(values, shape);
        }
    }

    /** The tensors whose names start with {@code prefix}, without it. */
    public Map<String, Tensor> under(String prefix) {
        Map<String, Tensor> found = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), tensor);
            }
        });
        return found;
    }

    /** Whether writing these tensors as {@code F16} would lose nothing. */
    public static boolean exactInHalf(Map<String, Tensor> tensors) {
        for (Tensor tensor : tensors.values()) {
            for (float value : tensor.data()) {
                if (HalfPrecision.fromFloat16(HalfPrecision.toFloat16(value)) != value) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Writes the tensors as {@code F16}, or as {@code F32} for a checkpoint that must resume exactly. */
    public void write(Path file, boolean half) throws IOException {
        Map<String, Object> header = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            header.put("__metadata__", metadata);
        }
        int width = half ? 2 : 4;
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            long end = offset + (long) width * entry.getValue().data().length;
            header.put(
                    entry.getKey(),
                    Map.of(
                            "dtype", half ? "F16" : "F32",
                            "shape", entry.getValue().shape(),
                            "data_offsets", List.of(offset, end)));
            offset = end;
        }
        byte[] json = JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + 7) / 8 * 8;
        try (OutputStream out = Files.newOutputStream(file)) {
            ByteBuffer head = ByteBuffer.allocate(8 + padded)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(padded)
                    .put(json);
            while (head.hasRemaining()) {
                head.put((byte) ' ');
            }
            out.write(head.array());
            for (Tensor tensor : tensors.values()) {
                out.write(bytes(tensor, half));
            }
        }
    }

    private static byte[] bytes(Tensor tensor, boolean half) {
        ByteBuffer out =
                ByteBuffer.allocate(tensor.data().length * (half ? 2 : 4)).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : tensor.data()) {
            if (half) {
                out.putShort(HalfPrecision.toFloat16(value));
            } else {
                out.putFloat(value);
            }
        }
        return out.array();
    }
}
