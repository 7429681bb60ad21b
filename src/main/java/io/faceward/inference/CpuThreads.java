package io.faceward.inference;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;

/** Threads that compute, and those over which libtorch spreads a layer on the CPU: a number that each of them has for itself. */
public final class CpuThreads {

    static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private CpuThreads() {}

    /**
     * A thread for what keeps a processor busy. It gives way to those that take requests, refuse and tell probes how it is,
     * where the JVM was told to heed priorities.
     */
    public static Thread computing(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    /** Shares out the processors among the calling thread and others, of {@code sharers} in all. */
    public static void share(int sharers) {
        use(Math.max(1, PROCESSORS / sharers));
    }

    /** For what the calling thread computes from now on. */
    static void use(int threads) {
        Engine.getEngine(TorchDevice.ENGINE);
        JniUtils.setNumThreads(threads);
    }
}
