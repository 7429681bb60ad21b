package io.faceward.training;

import ai.djl.Device;
import io.faceward.model.Bundle;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What {@link TableOne} compares.
 *
 * @param data folder with {@code faces/} and {@code weights/}
 * @param out folder for the tables
 * @param against ids of the manipulators, the columns
 * @param disrupting those of them that projected gradient ascent attacks together, a row for each list
 * @param steps of that ascent
 * @param universal whether there is a row for one perturbation for everybody
 * @param cutting that it is made for
 * @param generators weights by the names of their rows
 * @param faces of each set, at most
 */
public record TableOneOptions(
        Path data,
        Path out,
        Bundle bundle,
        List<String> against,
        List<List<String>> disrupting,
        int steps,
        boolean universal,
        Cutting cutting,
        Map<String, Path> generators,
        int faces,
        long seed,
        String deviceName) {

    Device device() {
        return Device.fromName(deviceName.replace(":", ""));
    }
}
