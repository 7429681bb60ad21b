package io.faceward.protect;

import io.faceward.face.AlignedCrop;
import io.faceward.network.Tensor;
import io.faceward.problem.ServiceException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A generator that answers stripes of full strength, or fails as a test asks. */
public final class FakeGenerator {

    private volatile @Nullable ServiceException refusal;
    private volatile @Nullable CompletableFuture<Tensor> pending;
    private volatile CompletableFuture<String> taken = new CompletableFuture<>();

    /** Answers at once again. */
    public void reset() {
        refusal = null;
        taken = new CompletableFuture<>();
        pending = null;
    }

    /** Takes no work from now on. */
    public void refuse(ServiceException with) {
        refusal = with;
    }

    /** Takes work from now on, and answers it when the test completes the future. */
    public CompletableFuture<Tensor> hold() {
        CompletableFuture<Tensor> future = new CompletableFuture<>();
        pending = future;
        return future;
    }

    /** Completed once work was taken. */
    public CompletableFuture<String> taken() {
        return taken;
    }

    public CompletableFuture<Tensor> answer(String model, Tensor item) {
        ServiceException refused = refusal;
        if (refused != null) {
            throw refused;
        }
        if (!model.equals("id-guard") || !item.hasShape(3, AlignedCrop.SIDE, AlignedCrop.SIDE)) {
            throw new AssertionError("Not an aligned picture for id-guard: " + model);
        }
        taken.complete(model);
        CompletableFuture<Tensor> held = pending;
        return held != null ? held : CompletableFuture.completedFuture(stripes());
    }

    /** Stripes 16 pixels wide, between -0.9 and 0.9 as a tanh would answer. */
    public static Tensor stripes() {
        float[] data = new float[3 * AlignedCrop.SIDE * AlignedCrop.SIDE];
        for (int i = 0; i < data.length; i++) {
            data[i] = i % AlignedCrop.SIDE / 16 % 2 == 0 ? 0.9f : -0.9f;
        }
        return new Tensor(data, 3, AlignedCrop.SIDE, AlignedCrop.SIDE);
    }
}
