package io.faceward.inference;

import io.faceward.problem.Problem;
import java.time.Duration;

/** The moment by which an answer must be there; it travels with the work into the queue. Immutable. */
public final class Deadline {

    private final long nanos;
    private final Duration budget;

    private Deadline(Duration budget) {
        this.budget = budget;
        this.nanos = System.nanoTime() + budget.toNanos();
    }

    public static Deadline after(Duration budget) {
        return new Deadline(budget);
    }

    public boolean expired() {
        return remaining().isNegative();
    }

    /** Time left; negative once expired. */
    public Duration remaining() {
        return Duration.ofNanos(nanos - System.nanoTime());
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
