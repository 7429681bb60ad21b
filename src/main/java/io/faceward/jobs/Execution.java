package io.faceward.jobs;

import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A job that this process works on. Thread-safe. */
final class Execution implements JobHandler.Progress {

    /** Why an execution is to end early. */
    enum Stop {
        /** The process ends; another one goes on. */
        SHUTDOWN,
        /** The job was cancelled, or another process has taken it over. */
        UNWANTED
    }

    private final Claim claim;
    private volatile Job.@Nullable Steps steps;
    private @Nullable Stop stop;
    private @Nullable Thread computing;

    Execution(Claim claim) {
        this.claim = claim;
    }

    Claim claim() {
        return claim;
    }

    Job.@Nullable Steps steps() {
        return steps;
    }

    synchronized @Nullable Stop stopped() {
        return stop;
    }

    @Override
    public void step(int done, int total, @Nullable Double psnr) {
        steps = new Job.Steps(done, total, psnr);
    }

    /**
     * Does the work such that it can be stopped. The thread is interrupted nowhere else: an interrupt amid reading or writing
     * would close the embedded database's file.
     *
     * @throws CancellationException if it was stopped before it began
     */
    <T> T compute(Supplier<T> work) {
        synchronized (this) {
            if (stop != null) {
                throw new CancellationException();
            }
            computing = Thread.currentThread();
        }
        try {
            return work.get();
        } finally {
            synchronized (this) {
                computing = null;
                var unused = Thread.interrupted();
            }
        }
    }

    /** Ends the work after its step; the first reason counts. */
    synchronized void stop(Stop reason) {
        if (stop == null) {
            stop = reason;
            if (computing != null) {
                computing.interrupt();
            }
        }
    }
}
