package io.faceward.training;

import ai.djl.Device;
import io.faceward.model.Sha256;
import io.faceward.network.Precision;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every training run is told.
 *
 * @param data folder with {@code faces/} and {@code weights/}, or an archive of them
 * @param out folder for checkpoints, the log, curves, samples, the weights and the model card
 * @param steps optimiser steps in all
 * @param budget time in all, over every resumption; the run ends with the first of the two, and the learning rate falls
 *     with whichever is nearer to its end
 * @param batch images per step
 * @param deviceName {@code cpu} or {@code gpu:0}
 * @param resume go on from the newest checkpoint in {@code out}
 * @param start weights to start from where there is nothing to resume, as far as their shapes agree
 */
public record TrainingOptions(
        Path data,
        Path out,
        long steps,
        @Nullable Duration budget,
        int batch,
        long seed,
        String deviceName,
        Precision precision,
        boolean resume,
        @Nullable Path start) {

    Device device() {
        return Device.fromName(deviceName.replace(":", ""));
    }

    /** The weights to start from, or none. */
    Map<String, Tensor> startWeights() throws IOException {
        return start == null ? Map.of() : Safetensors.read(start).tensors();
    }

    /** What a model card tells of them. */
    String origin() throws IOException {
        return start == null ? "random weights" : "weights of SHA-256 " + Sha256.of(start);
    }
}
