package io.faceward.protect.iterative;

import io.faceward.protect.Perturbed;
import io.faceward.protect.Perturber;
import io.faceward.protect.Task;
import io.faceward.protect.Turn;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A photo's place among those that ascend, and that of its start. */
final class AscentTurn implements Turn {

    private final Ascent ascent;
    private final AscentPool pool;
    private final @Nullable Turn start;
    private boolean free = true;
    private volatile long submittedNanos;
    private volatile @Nullable Duration waited;

    /** @throws io.faceward.problem.ServiceException {@code QUEUE_FULL} */
    AscentTurn(Ascent ascent, AscentPool pool, @Nullable Perturber start) {
        this.ascent = ascent;
        this.pool = pool;
        pool.reserve();
        try {
            this.start = start == null ? null : start.admit();
        } catch (RuntimeException refused) {
            pool.release();
            throw refused;
        }
    }

    @Override
    public List<CompletableFuture<Perturbed>> perturb(Task task) {
        List<CompletableFuture<Perturbed>> starts = start == null ? List.of() : start.perturb(task);
        submittedNanos = System.nanoTime();
        free = false;
        return pool.submit(ascent, task, starts, () -> waited = sinceSubmission());
    }

    @Override
    public Duration waited() {
        Duration known = waited;
        return known == null ? sinceSubmission() : known;
    }

    private Duration sinceSubmission() {
        return Duration.ofNanos(System.nanoTime() - submittedNanos);
    }

    @Override
    public void close() {
        if (free) {
            free = false;
            pool.release();
        }
        if (start != null) {
            start.close();
        }
    }
}
