package io.faceward.protect.iterative;

import io.faceward.inference.Deadline;
import io.faceward.problem.Problem;
import io.faceward.protect.Progress;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Lets an ascent go on, step by step, as long as somebody waits for it and there is time. For one thread. */
final class Steps {

    private final int total;
    private final Deadline deadline;
    private final BooleanSupplier cancelled;
    private final Progress progress;
    private int done;
    private @Nullable Double psnr;

    /** @param cancelled whether nobody waits any more */
    Steps(int total, Deadline deadline, BooleanSupplier cancelled, Progress progress) {
        this.total = total;
        this.deadline = deadline;
        this.cancelled = cancelled;
        this.progress = progress;
    }

    /** How many are done. */
    int done() {
        return done;
    }

    /** As {@link #more(boolean)} for those that have nothing to show before the last step. */
    boolean more() {
        return more(false);
    }

    /**
     * Whether there is one more step to take.
     *
     * @param satisfied whether there is a result already, which is good enough when the time is up
     * @throws CancellationException if nobody waits any more
     * @throws io.faceward.problem.ServiceException {@link Problem#DEADLINE_EXCEEDED} if there is neither time nor result
     */
    boolean more(boolean satisfied) {
        if (done == total || satisfied && deadline.expired()) {
            return false;
        }
        if (cancelled.getAsBoolean()) {
            throw new CancellationException();
        }
        if (deadline.expired()) {
            throw Problem.DEADLINE_EXCEEDED
                    .because("Only %d of %d steps were done in time".formatted(done, total))
                    .with("stepsDone", done)
                    .with("steps", total);
        }
        return true;
    }

    /** Counts a step. */
    void taken() {
        progress.step(++done, total, psnr);
    }

    /** Takes note of the PSNR in dB that the worst face has at present; there is none where nothing differs. */
    void seen(double now) {
        psnr = Double.isFinite(now) ? now : null;
    }
}
