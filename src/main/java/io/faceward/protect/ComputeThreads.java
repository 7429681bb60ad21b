package io.faceward.protect;

import io.faceward.inference.CpuThreads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * {@linkplain CpuThreads#computing Computing threads} for requests, whose own threads could not give way, since they must not
 * take their priority back afterwards. There are as many as callers at once. Thread-safe; the owner closes it when nobody
 * calls any more.
 */
final class ComputeThreads implements AutoCloseable {

    private static final int LAST_STEP_SECONDS = 30;

    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = CpuThreads.computing(work, "compute");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Does it on one of the threads, and waits for it even where the caller is interrupted: what it holds must not be given
     * back while it is worked on.
     *
     * @throws RuntimeException what the work failed with
     */
    <T> T run(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, threads).join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException own) {
                throw own;
            }
            if (failure.getCause() instanceof Error own) {
                throw own;
            }
            throw failure;
        }
    }

    /** Ends the threads; a process must not exit amid native code. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(LAST_STEP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
