package io.faceward.inference;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;

/** The threads over which libtorch spreads a layer on the CPU: a number that every computing thread has for itself. */
public final class CpuThreads {

    static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private CpuThreads() {}

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
