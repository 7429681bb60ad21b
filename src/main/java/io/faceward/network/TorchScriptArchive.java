package io.faceward.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The container of TorchScript: an uncompressed ZIP of source text, a pickle of the module object and one raw
 * little-endian file per tensor.
 */
final class TorchScriptArchive {

    private static final byte[] EMPTY_TUPLE = {(byte) 0x80, 2, ')', '.'};

    private TorchScriptArchive() {}

    static void write(
            OutputStream out,
            String source,
            Collection<String> parameters,
            Map<String, Tensor> weights,
            Precision precision,
            boolean channelsLast)
            throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        ModulePickle pickle = new ModulePickle(precision);
        int index = 0;
        for (String name : parameters) {
            Tensor tensor = weights.get(name);
            if (tensor == null) {
                throw new MalformedWeightsException(name + " is missing");
            }
            boolean kernel = channelsLast && tensor.shape().length == 4;
            pickle.tensor(TorchScript.attribute(name), index, tensor, kernel);
            store(zip, "m/data/" + index, raw(kernel ? channelsInnermost(tensor) : tensor.data(), precision));
            index++;
        }
        store(zip, "m/data.pkl", pickle.finish());
        store(zip, "m/code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
        store(zip, "m/constants.pkl", EMPTY_TUPLE);
        store(zip, "m/version", "3\n".getBytes(StandardCharsets.US_ASCII));
        store(zip, "m/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
        zip.finish();
    }

    /** Appends an uncompressed entry, as libtorch maps it. */
    static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static float[] channelsInnermost(Tensor tensor) {
        int channels = (int) tensor.shape()[1];
        int area = (int) (tensor.shape()[2] * tensor.shape()[3]);
        float[] from = tensor.data();
        float[] to = new float[from.length];
        for (int i = 0; i < from.length; i++) {
            int pixel = i % area;
            int channel = i / area % channels;
            int item = i / area / channels;
            to[(item * area + pixel) * channels + channel] = from[i];
        }
        return to;
    }

    private static byte[] raw(float[] values, Precision precision) {
        ByteBuffer out = ByteBuffer.allocate(values.length * precision.bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (precision == Precision.FLOAT32) {
            out.asFloatBuffer().put(values);
        } else {
            for (float value : values) {
                out.putShort(HalfPrecision.toBfloat16(value));
            }
        }
        return out.array();
    }

    /** Pickle protocol 2 of an object {@code __torch__.M} whose attributes are tensors. */
    private static final class ModulePickle {

        private static final char NEW_FALSE = 0x89;

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final Precision precision;

        ModulePickle(Precision precision) {
            this.precision = precision;
            opcodes("\u0080\u0002c__torch__\nM\n)\u0081}(");
            string("training");
            out.write(NEW_FALSE);
        }

        void tensor(String attribute, int index, Tensor tensor, boolean channelsInnermost) {
            string(attribute);
            opcodes("ctorch._utils\n_rebuild_tensor_v2\n((");
            string("storage");
            opcodes("ctorch\n" + precision.storage + "Storage\n");
            string(String.valueOf(index));
            string("cpu");
            integer(tensor.data().length);
            opcodes("tQ");
            integer(0);
            opcodes("(");
            for (long side : tensor.shape()) {
                integer(side);
            }
            opcodes("t(");
            for (long stride : strides(tensor.shape(), channelsInnermost)) {
                integer(stride);
            }
            opcodes("t" + NEW_FALSE + "ccollections\nOrderedDict\n)RtR");
        }

        byte[] finish() {
            opcodes("ub.");
            return out.toByteArray();
        }

        private static long[] strides(long[] shape, boolean channelsInnermost) {
            if (channelsInnermost) {
                return new long[] {shape[1] * shape[2] * shape[3], 1, shape[3] * shape[1], shape[1]};
            }
            long[] strides = new long[shape.length];
            long stride = 1;
            for (int i = shape.length - 1; i >= 0; i--) {
                strides[i] = stride;
                stride *= shape[i];
            }
            return strides;
        }

        private void opcodes(String text) {
            out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        private void string(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.write('X');
            littleEndian(utf8.length);
            out.writeBytes(utf8);
        }

        private void integer(long value) {
            out.write('J');
            littleEndian(Math.toIntExact(value));
        }

        private void littleEndian(int value) {
            for (int shift = 0; shift < 32; shift += 8) {
                out.write(value >>> shift);
            }
        }
    }
}
