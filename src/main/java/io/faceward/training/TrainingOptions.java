package io.faceward.training;

import ai.djl.Device;
import io.faceward.network.Precision;
import java.nio.file.Path;

/**
 * What every training run is told.
 *
 * @param data folder with {@code faces/} and {@code weights/}
 * @param out folder for checkpoints, the log, the weights and the model card
 * @param steps optimiser steps in all
 * @param batch images per step
 * @param deviceName {@code cpu} or {@code gpu:0}
 * @param resume go on from the newest checkpoint in {@code out}
 */
public record TrainingOptions(
        Path data, Path out, long steps, int batch, long seed, String deviceName, Precision precision, boolean resume) {

    Device device() {
        return Device.fromName(deviceName.replace(":", ""));
    }
}
