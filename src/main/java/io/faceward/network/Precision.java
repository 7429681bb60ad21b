package io.faceward.network;

/** The number format that a network computes in. Inputs and outputs are float32 in any case. */
public enum Precision {
    FLOAT32("Float", 6, 4),
    /** Fast where the processor has AMX or AVX512-BF16 or the GPU is Ampere or newer, slow elsewhere. */
    BFLOAT16("BFloat16", 15, 2);

    /** Prefix of the storage class in a pickle. */
    final String storage;

    /** Number of the scalar type in TorchScript. */
    final int scalarType;

    /** Bytes per value. */
    final int bytes;

    Precision(String storage, int scalarType, int bytes) {
        this.storage = storage;
        this.scalarType = scalarType;
        this.bytes = bytes;
    }
}
