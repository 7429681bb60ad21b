package io.faceward.jobs;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Durable jobs. Immutable.
 *
 * @param folder where inputs and answers lie unless they lie in a bucket, and the database unless another is configured
 * @param s3 the bucket for inputs and answers, if there is one
 * @param workers jobs that this process works on at once
 * @param queueCapacity jobs of all processes that may wait
 * @param timeLimit of one execution
 * @param attempts executions that may end by the process dying or a model being absent before the job fails
 * @param retryDelay how long a job waits that found the workers busy or a model absent
 * @param retention how long an answer is kept after its job ended, and how long a job may wait for a worker
 * @param remembrance how long it is known afterwards that the job was there; its Idempotency-Key is taken until then
 * @param deadAfter how long a process may be silent before its jobs are executed again
 * @param poll how often a process looks for jobs that others left
 * @param pulse how often the progress of what runs is written, and whether it is still wanted is read
 * @param sweep how often what has expired is deleted
 * @param drain how long stopping waits for executions to end after their step
 * @param eventInterval how often a stream of events looks for news
 * @param keepAlive after how long without news a stream of events says that it is still there
 * @param maxStreams of events that this process serves at once
 * @param maxStreamTime after which a stream ends; clients open it again
 */
@Validated
@ConfigurationProperties("faceward.jobs")
public record JobProperties(
        @NotNull Path folder,
        @Valid @Nullable S3 s3,
        @DefaultValue("1") @Min(1) @Max(64) int workers,
        @DefaultValue("1000") @Min(1) int queueCapacity,

        @DefaultValue("15m") @NotNull @DurationMin(millis = 1)
        Duration timeLimit,

        @DefaultValue("3") @Min(1) @Max(100) int attempts,

        @DefaultValue("2s") @NotNull @DurationMin(millis = 1)
        Duration retryDelay,

        @DefaultValue("24h") @NotNull @DurationMin(millis = 1)
        Duration retention,

        @DefaultValue("7d") @NotNull @DurationMin Duration remembrance,

        @DefaultValue("10s") @NotNull @DurationMin(millis = 600)
        Duration deadAfter,

        @DefaultValue("1s") @NotNull @DurationMin(millis = 1)
        Duration poll,

        @DefaultValue("250ms") @NotNull @DurationMin(millis = 1)
        Duration pulse,

        @DefaultValue("1m") @NotNull @DurationMin(millis = 1)
        Duration sweep,

        @DefaultValue("20s") @NotNull @DurationMin @DurationMax(minutes = 10)
        Duration drain,

        @DefaultValue("500ms") @NotNull @DurationMin(millis = 1)
        Duration eventInterval,

        @DefaultValue("15s") @NotNull @DurationMin(millis = 1)
        Duration keepAlive,

        @DefaultValue("64") @Min(1) int maxStreams,

        @DefaultValue("30m") @NotNull @DurationMin(millis = 1)
        Duration maxStreamTime) {

    /**
     * S3-compatible storage; credentials come from where the AWS SDK looks for them, such as {@code AWS_ACCESS_KEY_ID} and
     * {@code AWS_SECRET_ACCESS_KEY}.
     *
     * @param bucket it is there already
     * @param endpoint of a storage that is not Amazon's, or null
     * @param pathStyle whether the bucket's name is part of the path, not of the host
     */
    record S3(
            @NotBlank String bucket,
            @Nullable URI endpoint,
            @DefaultValue("us-east-1") @NotBlank String region,
            @DefaultValue("false") boolean pathStyle) {}
}
