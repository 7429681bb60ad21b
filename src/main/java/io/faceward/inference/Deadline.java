package io.faceward.inference;

import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The moment by which an answer must be there; it travels with the work into the queue. Immutable. */
public final class Deadline {

    private final long nanos;
    private final Duration budget;

    private Deadline(Duration budget, long nanos) {
        this.budget = budget;
        this.nanos = nanos;
    }

    public static Deadline after(Duration budget) {
        return new Deadline(budget, System.nanoTime() + budget.toNanos());
    }

    /** A moment sooner, which leaves time for what comes after. */
    public Deadline before(Duration reserve) {
        return new Deadline(budget.minus(reserve), nanos - reserve.toNanos());
    }

    public boolean expired() {
        return remaining().isNegative();
    }

    /** Time left; negative once expired. */
    public Duration remaining() {
        return Duration.ofNanos(nanos - System.nanoTime());
    }

    /**
     * Waits for an answer.
     *
     * @param what is awaited, named in the error
     * @throws ServiceException what the answer failed with; {@link Problem#DEADLINE_EXCEEDED} when it is late
     */
    public <T> T await(Future<T> answer, String what) {
        try {
            return answer.get(Math.max(0, remaining().toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw Problem.DEADLINE_EXCEEDED.because("%s was not ready in time".formatted(what));
        } catch (CancellationException dropped) {
            throw Problem.INTERNAL.because("%s was dropped".formatted(what)).causedBy(dropped);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof ServiceException refusal) {
                throw refusal;
            }
            throw Problem.INTERNAL.because("%s failed".formatted(what)).causedBy(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Problem.MODEL_UNAVAILABLE.because("Faceward is shutting down").causedBy(interrupted);
        }
    }

    /**
     * Does nothing before the deadline.
     *
     * @param step what is about to start, named in the error
     * @throws io.faceward.problem.ServiceException {@link Problem#DEADLINE_EXCEEDED} once expired
     */
    public void check(String step) {
        if (expired()) {
            throw Problem.DEADLINE_EXCEEDED
                    .because("The budget of %d ms was used up before step '%s'".formatted(budget.toMillis(), step))
                    .with("budgetMillis", budget.toMillis())
                    .with("step", step);
        }
    }
}
