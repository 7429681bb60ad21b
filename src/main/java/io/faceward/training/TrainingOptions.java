package io.faceward.training;

import ai.djl.Device;
import io.faceward.network.Precision;
import java.nio.file.Path;
import java.time.Duration;
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
        boolean resume) {

    Device device() {
        return Device.fromName(deviceName.replace(":", ""));
    }
}
