package io.faceward.network;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The number formats in which files hold tensors, named as in safetensors. All are read as float32: integers are exact up
 * to 2^24, which is all that images and counters need.
 */
enum DataType {
    F64(8, "Double", "float64") {
        @Override
        float get(ByteBuffer data, int index) {
            return (float) data.getDouble(index * 8);
        }
    },
    F32(4, "Float", "float32") {
        @Override
        float get(ByteBuffer data, int index) {
            return data.getFloat(index * 4);
        }
    },
    F16(2, "Half", "float16") {
        @Override
        float get(ByteBuffer data, int index) {
            return HalfPrecision.fromFloat16(data.getShort(index * 2));
        }
    },
    BF16(2, "BFloat16", "bfloat16") {
        @Override
        float get(ByteBuffer data, int index) {
            return HalfPrecision.fromBfloat16(data.getShort(index * 2));
        }
    },
    I64(8, "Long", "int64") {
        @Override
        float get(ByteBuffer data, int index) {
            return data.getLong(index * 8);
        }
    },
    I32(4, "Int", "int32") {
        @Override
        float get(ByteBuffer data, int index) {
            return data.getInt(index * 4);
        }
    },
    I16(2, "Short", "int16") {
        @Override
        float get(ByteBuffer data, int index) {
            return data.getShort(index * 2);
        }
    },
    I8(1, "Char", "int8") {
        @Override
        float get(ByteBuffer data, int index) {
            return data.get(index);
        }
    },
    U8(1, "Byte", "uint8") {
        @Override
        float get(ByteBuffer data, int index) {
            return data.get(index) & 0xff;
        }
    },
    BOOL(1, "Bool", "bool") {
        @Override
        float get(ByteBuffer data, int index) {
            return data.get(index) == 0 ? 0 : 1;
        }
    };

    /** Bytes per value. */
    final int bytes;

    private final String storage;
    private final String torch;

    DataType(int bytes, String storage, String torch) {
        this.bytes = bytes;
        this.storage = storage;
        this.torch = torch;
    }

    /** The value with that number; the buffer knows the order of its bytes. */
    abstract float get(ByteBuffer data, int index);

    /** By the name of PyTorch's storage class, for instance {@code FloatStorage}. */
    static Optional<DataType> ofStorage(String name) {
        return Arrays.stream(values())
                .filter(type -> name.equals(type.storage + "Storage"))
                .findFirst();
    }

    /** By PyTorch's name, for instance {@code float32}. */
    static Optional<DataType> ofTorch(String name) {
        return Arrays.stream(values()).filter(type -> name.equals(type.torch)).findFirst();
    }
}
