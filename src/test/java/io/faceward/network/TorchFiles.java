package io.faceward.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes float32 state dicts byte by byte as {@code torch.save} does, and what it would never write. */
public final class TorchFiles {

    private static final String MAGIC =
            "\u0080\u0002\u008a\n\u006c\u00fc\u009c\u0046\u00f9\u0020\u006a\u00a8\u0050\u0019.";
    private static final String VERSION = "\u0080\u0002M\u00e9\u0003.";
    private static final String MACHINE = "\u0080\u0002}.";

    private TorchFiles() {}

    /** The format since PyTorch 1.6. */
    public static byte[] zip(Map<String, Tensor> stateDict) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("data.pkl", latin(stateDictPickle(stateDict)));
        int key = 0;
        for (Tensor tensor : stateDict.values()) {
            entries.put("data/" + key++, raw(tensor));
        }
        return archive(entries);
    }

    /** The format before PyTorch 1.6. */
    public static byte[] stream(Map<String, Tensor> stateDict) {
        List<byte[]> storages = stateDict.values().stream().map(TorchFiles::raw).toList();
        return stream(stateDictPickle(stateDict), storages);
    }

    /** An archive with these entries under the folder {@code archive}. */
    static byte[] archive(Map<String, byte[]> entries) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                byte[] content = entry.getValue();
                CRC32 sum = new CRC32();
                sum.update(content);
                ZipEntry header = new ZipEntry("archive/" + entry.getKey());
                header.setMethod(ZipEntry.STORED);
                header.setSize(content.length);
                header.setCrc(sum.getValue());
                zip.putNextEntry(header);
                zip.write(content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A stream with this description and storages of float32, named 0, 1, 2 ... */
    static byte[] stream(String pickle, List<byte[]> storages) {
        var out = new ByteArrayOutputStream();
        StringBuilder keys = new StringBuilder("\u0080\u0002](");
        for (int i = 0; i < storages.size(); i++) {
            keys.append(string(String.valueOf(i)));
        }
        out.writeBytes(latin(MAGIC + VERSION + MACHINE + pickle + keys + "e."));
        for (byte[] storage : storages) {
            out.writeBytes(littleEndian(8).putLong(storage.length / 4).array());
            out.writeBytes(storage);
        }
        return out.toByteArray();
    }

    private static String stateDictPickle(Map<String, Tensor> stateDict) {
        StringBuilder pickle = new StringBuilder("\u0080\u0002ccollections\nOrderedDict\n)R(");
        int key = 0;
        for (Map.Entry<String, Tensor> entry : stateDict.entrySet()) {
            long[] shape = entry.getValue().shape();
            pickle.append(string(entry.getKey()))
                    .append(tensor("FloatStorage", key++, entry.getValue().data().length, 0, shape, strides(shape)));
        }
        return pickle + "u.";
    }

    /** The opcodes of a tensor. */
    static String tensor(String type, int key, long count, long offset, long[] shape, long[] strides) {
        return "ctorch._utils\n_rebuild_tensor_v2\n((" + string("storage") + "ctorch\n" + type + "\n"
                + string(String.valueOf(key)) + string("cpu") + integer(count) + "tQ" + integer(offset)
                + tuple(shape) + tuple(strides) + "\u0089ccollections\nOrderedDict\n)RtR";
    }

    static String string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return "X" + number(utf8.length) + new String(utf8, StandardCharsets.ISO_8859_1);
    }

    static String integer(long value) {
        return "\u008a\u0008" + new String(littleEndian(8).putLong(value).array(), StandardCharsets.ISO_8859_1);
    }

    /** Four bytes, little-endian. */
    static String number(int value) {
        return new String(littleEndian(4).putInt(value).array(), StandardCharsets.ISO_8859_1);
    }

    static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String tuple(long... values) {
        StringBuilder text = new StringBuilder("(");
        for (long value : values) {
            text.append(integer(value));
        }
        return text + "t";
    }

    private static long[] strides(long... shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape[i];
        }
        return strides;
    }

    private static byte[] raw(Tensor tensor) {
        ByteBuffer bytes = littleEndian(4 * tensor.data().length);
        bytes.asFloatBuffer().put(tensor.data());
        return bytes.array();
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
