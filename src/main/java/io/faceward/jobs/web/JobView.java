package io.faceward.jobs.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.faceward.jobs.Job;
import io.faceward.jobs.JobState;
import io.faceward.problem.web.ProblemDocument;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/** A job as its owner sees it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Job")
record JobView(
        @Schema(description = "Cannot be guessed; without authentication, whoever knows it has the job")
        String id,

        @Schema(description = "What is done", example = "protect")
        String operation,

        @Schema(
                allowableValues = {"receiving", "queued", "running", "succeeded", "failed", "cancelled", "expired"},
                description = "The result is there once it is 'succeeded'")
        String state,

        @Schema(description = "Jobs that wait and will be begun before; absent unless it is 'queued'") @Nullable
        Long ahead,

        @Schema(description = "Absent before the first step of an iterative method") @Nullable
        Progress progress,

        @Schema(description = "Why it failed; absent unless it did") @Nullable
        ProblemDetail problem,

        Instant created,

        @Schema(description = "When it was first begun; absent before") @Nullable
        Instant started,

        @Schema(description = "Absent while it may still change") @Nullable
        Instant finished,

        @Schema(description = "When the result, or what is known of the job, is deleted")
        Instant expires) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "JobProgress")
    record Progress(
            @Schema(description = "Steps that were taken") int done,

            @Schema(description = "Steps at most") int total,

            @Schema(description = "PSNR of the perturbed crop in dB as it is now; absent while unknown") @Nullable
            Double psnr) {}

    /** @param ahead jobs that will be begun before */
    static JobView of(Job job, long ahead) {
        Job.Steps steps = job.progress();
        return new JobView(
                job.id().toString(),
                job.operation(),
                job.state().slug(),
                job.state() == JobState.QUEUED ? ahead : null,
                steps == null ? null : new Progress(steps.done(), steps.total(), steps.psnr()),
                job.problem() == null ? null : ProblemDocument.of(job.problem()),
                job.createdAt(),
                job.startedAt(),
                job.finishedAt(),
                job.expiresAt());
    }
}
