package io.faceward.protect.iterative;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Anti-Forgery. With the defaults, the paper's, a colour moves by at most about steps x rate = 0.01, which costs about
 * 43 dB; the limit is reached from 500 steps on.
 *
 * @param steps how many
 * @param rate Adam's, in units of 110 of CIELAB's a and b
 * @param limit of the change of a and b, in the same units
 */
record AntiForgeryProperties(
        @DefaultValue("100") @Min(1) @Max(10_000) int steps,

        @DefaultValue("0.0001") @DecimalMin(value = "0", inclusive = false) @DecimalMax("1")
        float rate,

        @DefaultValue("0.05") @DecimalMin(value = "0", inclusive = false) @DecimalMax("1")
        float limit) {}
