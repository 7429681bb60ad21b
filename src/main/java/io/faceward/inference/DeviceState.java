package io.faceward.inference;

import io.faceward.network.Precision;
import org.jspecify.annotations.Nullable;

/**
 * How one device is doing.
 *
 * @param serving workers that compute or are ready to
 * @param failure why no worker can start, or null
 */
public record DeviceState(
        String device,
        Precision precision,
        int serving,
        @Nullable String failure) {}
