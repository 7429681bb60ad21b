package io.faceward.protect.iterative;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Projected gradient ascent.
 *
 * @param steps how many
 * @param step length of one, in parts of the bound
 */
record PgdProperties(
        @DefaultValue("30") @Min(1) @Max(10_000) int steps,

        @DefaultValue("0.2") @DecimalMin(value = "0", inclusive = false) @DecimalMax("1")
        float step) {}
