package io.faceward.network;

/**
 * The two 16-bit floating-point formats that weights are stored in, converted to and from float32.
 *
 * <p>Narrowing rounds to nearest, ties to even, as PyTorch does. (JDK 20 has these for binary16; this project runs on
 * 17.)
 */
final class HalfPrecision {

    private HalfPrecision() {}

    /** IEEE 754 binary16 to float32, exact. */
    static float fromFloat16(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >>> 10) & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0x1f) {
            return Float.intBitsToFloat(sign | 0x7f80_0000 | fraction << 13);
        }
        if (exponent != 0) {
            return Float.intBitsToFloat(sign | (exponent + 112) << 23 | fraction << 13);
        }
        float subnormal = fraction * 0x1p-24f;
        return sign == 0 ? subnormal : -subnormal;
    }

    /** float32 to IEEE 754 binary16; overflow becomes infinity. */
    static short toFloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        float magnitude = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | 0x7e00);
        }
        if (magnitude >= 65520f) {
            return (short) (sign | 0x7c00);
        }
        if (magnitude < 0x1p-14f) {
            return (short) (sign | (int) Math.rint(magnitude * 0x1p24));
        }
        int magnitudeBits = bits & 0x7fff_ffff;
        int rounded = magnitudeBits + 0xfff + (magnitudeBits >>> 13 & 1);
        return (short) (sign | (rounded >>> 13) - (112 << 10));
    }

    /** bfloat16 to float32, exact. */
    static float fromBfloat16(short value) {
        return Float.intBitsToFloat(value << 16);
    }

    /** float32 to bfloat16. */
    static short toBfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }
}
