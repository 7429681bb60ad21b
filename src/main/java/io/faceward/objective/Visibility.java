package io.faceward.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;

/**
 * How much of a perturbation people see: brightness more than colour, slow patterns and tints more than fine ones, stripes
 * more than what has no direction, and all of it more on smooth skin than in hair, whose texture masks it, and more in shadow
 * than in light. Our own measure; differentiable in the perturbation.
 *
 * <p>With the luma Y (ITU-R BT.601), the average over blocks A_n, that over strips of 32x2 and 2x32 pixels S_h and S_v, the
 * masking m = c / (var_8(Y(x)) + c) and the adaptation a = 1.3 / (A_8((Y(x) + 1) / 2) + 0.3): the mean of m·a·(A_8(|δ|²) +
 * 6·A_8(Y(δ)²) + A_2(30·A_4(Y(δ))² + 20·|A_4(δ)|²) + 60·A_8(Y(δ))² + 30·|A_8(δ)|² + 150·(A_4(S_h(Y(δ))²) +
 * A_4(S_v(Y(δ))²))) / ε², |·|² averaged over R, G, B.
 */
public final class Visibility {

    private static final float LUMA_WEIGHT = 6;
    private static final float SLOW_WEIGHT = 30;
    private static final float TINT_WEIGHT = 20;

    /** The eye adds up along a stripe: by this weight one has to be four times as faint as noise. */
    private static final float STRIPE_WEIGHT = 150;

    private static final int STRIPE_LENGTH = 32;
    private static final int STRIPE_WIDTH = 2;
    private static final int BLOCK = 8;

    /** Variance of a texture that halves visibility: a standard deviation of 6.4 grey levels. */
    private static final float MASKING = 0.05f * 0.05f;

    /** Share of full brightness at which sensitivity to a change of the coded value begins to level off. */
    private static final float DARK = 0.3f;

    private Visibility() {}

    /**
     * One number, of the square of the amplitude; 3.3 for uniform noise within ±ε on faces.
     *
     * @param delta {@code [N,3,H,W]}, H and W multiples of 8
     * @param image of the same shape, in [-1,1]
     */
    public static NDArray of(NDArray delta, NDArray image, float epsilon) {
        NDArray luma = Luma.of(delta);
        NDArray seen = blocks(delta.square().mean(new int[] {1}, true), BLOCK)
                .add(blocks(luma.square(), BLOCK).mul(Scalar.of(LUMA_WEIGHT)))
                .add(blocks(blocks(luma, 4).square(), 2).mul(Scalar.of(SLOW_WEIGHT)))
                .add(blocks(blocks(delta, 4).square().mean(new int[] {1}, true), 2)
                        .mul(Scalar.of(TINT_WEIGHT)))
                .add(blocks(luma, BLOCK).square().mul(Scalar.of(2 * SLOW_WEIGHT)))
                .add(blocks(delta, BLOCK).square().mean(new int[] {1}, true).mul(Scalar.of(1.5f * TINT_WEIGHT)))
                .add(stripes(luma, STRIPE_WIDTH, STRIPE_LENGTH)
                        .add(stripes(luma, STRIPE_LENGTH, STRIPE_WIDTH))
                        .mul(Scalar.of(STRIPE_WEIGHT)));
        return seen.mul(sensitivity(image)).mean().div(Scalar.of(epsilon * epsilon));
    }

    /** Per block of 8x8: high where the image is flat and dark, towards 0 where it is textured. */
    private static NDArray sensitivity(NDArray image) {
        NDArray luma = Luma.of(image);
        NDArray mean = blocks(luma, BLOCK);
        NDArray variance = blocks(luma.square(), BLOCK).sub(mean.square()).maximum(Scalar.of(0));
        NDArray light = mean.add(1).mul(Scalar.of(0.5f)).add(DARK);
        return variance.add(MASKING).mul(light).pow(Scalar.of(-1)).mul(Scalar.of(MASKING * (1 + DARK)));
    }

    /** Per block of 8x8: the mean square of the averages over strips of {@code height x width} about it. */
    private static NDArray stripes(NDArray luma, int height, int width) {
        Shape strip = new Shape(height, width);
        Shape stride = new Shape(Math.min(height, BLOCK), Math.min(width, BLOCK));
        Shape beyond = new Shape(Math.max(height - BLOCK, 0) / 2, Math.max(width - BLOCK, 0) / 2);
        NDArray averages = Pool.avgPool2d(luma, strip, stride, beyond, false, false);
        Shape within = new Shape(BLOCK / stride.get(0), BLOCK / stride.get(1));
        return Pool.avgPool2d(averages.square(), within, within, new Shape(0, 0), false, true);
    }

    private static NDArray blocks(NDArray x, int side) {
        Shape block = new Shape(side, side);
        return Pool.avgPool2d(x, block, block, new Shape(0, 0), false, true);
    }
}
