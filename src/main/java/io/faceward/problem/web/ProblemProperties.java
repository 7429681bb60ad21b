package io.faceward.problem.web;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How errors are told.
 *
 * @param retryAfter what a client that met a busy service is told to wait, at least a second
 */
@Validated
@ConfigurationProperties("faceward.problem")
public record ProblemProperties(@DefaultValue("2s") @NotNull Duration retryAfter) {}
