package io.faceward.model;

import io.faceward.network.Checkpoint;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What the description of the tensors in a PyTorch file may cost. Immutable.
 *
 * @param maxDescription its size; a real one has some hundred bytes for each tensor
 * @param maxObjects in it; a tensor takes about two dozen
 */
@Validated
@ConfigurationProperties("faceward.import")
public record ImportProperties(
        @DefaultValue("16MB") @NotNull DataSize maxDescription,
        @DefaultValue("250000") @Min(1) @Max(100_000_000) int maxObjects) {

    Checkpoint.Limits limits() {
        return new Checkpoint.Limits((int) Math.min(maxDescription.toBytes(), Integer.MAX_VALUE - 8), maxObjects);
    }
}
