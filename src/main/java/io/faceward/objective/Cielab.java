package io.faceward.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;

/**
 * Differentiable conversion between sRGB and CIELAB (CIE 15; IEC 61966-2-1; D65, 2°).
 *
 * <p>With c in [0,1]: linear v = ((c + 0.055) / 1.055)^2.4 above 0.04045, else c / 12.92; XYZ = A·v over the white
 * point; f(t) = ∛t above 0.008856, else 7.787 t + 16/116; L = 116 f(Y) - 16, a = 500 (f(X) - f(Y)),
 * b = 200 (f(Y) - f(Z)).
 */
public final class Cielab {

    private static final float[] XYZ_OF_RGB = {
        0.412453f / 0.95047f,
        0.357580f / 0.95047f,
        0.180423f / 0.95047f,
        0.212671f,
        0.715160f,
        0.072169f,
        0.019334f / 1.08883f,
        0.119193f / 1.08883f,
        0.950227f / 1.08883f
    };
    private static final float[] RGB_OF_XYZ = {
        3.24048134f * 0.95047f, -1.53715152f, -0.49853633f * 1.08883f,
        -0.96925495f * 0.95047f, 1.87599f, 0.04155593f * 1.08883f,
        0.05564664f * 0.95047f, -0.20404134f, 1.05731107f * 1.08883f
    };
    private static final float[] LAB_OF_ROOTS = {0, 116, 0, 500, -500, 0, 0, 200, -200};
    private static final float[] LAB_OFFSET = {-16, 0, 0};
    private static final float[] ROOTS_OF_LAB = {1 / 116f, 1 / 500f, 0, 1 / 116f, 0, 0, 1 / 116f, 0, -1 / 200f};
    private static final float OFFSET = 16 / 116f;
    private static final float[] ROOTS_OFFSET = {OFFSET, OFFSET, OFFSET};
    private static final float[] NONE = {0, 0, 0};

    private static final float DARK_CODED = 0.04045f;
    private static final float DARK_LINEAR = 0.0031308f;
    private static final float DARK_XYZ = 0.008856f;
    private static final float DARK_ROOT = 0.2068966f;
    private static final float SLOPE = 7.787f;

    /** Not 0: there the slope of the power is infinite, and one such pixel makes a whole gradient NaN. */
    private static final float LEAST_LINEAR = 1e-6f;

    private Cielab() {}

    /**
     * From pictures to colours.
     *
     * @param rgb {@code [N,3,H,W]} in [-1,1]
     * @return {@code [N,3,H,W]}: L in [0,100], a and b within about ±110
     */
    public static NDArray of(NDArray rgb) {
        NDArray coded = rgb.add(1).mul(Scalar.of(0.5f));
        NDArray bright = coded.maximum(Scalar.of(DARK_CODED))
                .add(0.055f)
                .div(Scalar.of(1.055f))
                .pow(Scalar.of(2.4f));
        NDArray linear = NDArrays.where(coded.gt(DARK_CODED), bright, coded.div(Scalar.of(12.92f)));
        NDArray xyz = mixed(linear, XYZ_OF_RGB, NONE);
        NDArray roots = NDArrays.where(
                xyz.gt(DARK_XYZ),
                xyz.maximum(Scalar.of(DARK_XYZ)).pow(Scalar.of(1 / 3f)),
                xyz.mul(Scalar.of(SLOPE)).add(OFFSET));
        return mixed(roots, LAB_OF_ROOTS, LAB_OFFSET);
    }

    /**
     * From colours to pictures. A colour outside of sRGB gets values above 1; below, it ends just above -1.
     *
     * @param lab {@code [N,3,H,W]} as {@link #of} answers
     * @return {@code [N,3,H,W]}, its gradient finite everywhere
     */
    public static NDArray toRgb(NDArray lab) {
        NDArray roots = mixed(lab, ROOTS_OF_LAB, ROOTS_OFFSET);
        NDArray xyz = NDArrays.where(
                roots.gt(DARK_ROOT), roots.pow(Scalar.of(3)), roots.sub(OFFSET).div(Scalar.of(SLOPE)));
        NDArray linear = mixed(xyz, RGB_OF_XYZ, NONE).maximum(Scalar.of(LEAST_LINEAR));
        NDArray coded = NDArrays.where(
                linear.gt(DARK_LINEAR),
                linear.pow(Scalar.of(1 / 2.4f)).mul(Scalar.of(1.055f)).sub(0.055f),
                linear.mul(Scalar.of(12.92f)));
        return coded.mul(Scalar.of(2)).sub(1);
    }

    /** A matrix on the channels of every pixel. */
    private static NDArray mixed(NDArray x, float[] matrix, float[] offset) {
        NDArray weight = x.getManager().create(matrix, new Shape(3, 3, 1, 1));
        NDArray bias = x.getManager().create(offset);
        Shape one = new Shape(1, 1);
        return Conv2d.conv2d(x, weight, bias, one, new Shape(0, 0), one, 1).head();
    }
}
