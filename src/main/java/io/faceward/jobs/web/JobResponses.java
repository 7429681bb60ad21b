package io.faceward.jobs.web;

import io.faceward.jobs.Job;
import io.faceward.jobs.JobState;
import io.faceward.jobs.Jobs;
import io.faceward.problem.web.ProblemProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Tells clients about jobs. Thread-safe. */
@Component
@ConditionalOnWebApplication
class JobResponses {

    private final Jobs jobs;
    private final long retryAfter;

    JobResponses(Jobs jobs, ProblemProperties problems) {
        this.jobs = jobs;
        this.retryAfter = Math.max(1, problems.retryAfter().toSeconds());
    }

    JobView view(Job job) {
        return JobView.of(job, job.state() == JobState.QUEUED ? jobs.ahead(job) : 0);
    }

    /** The job as it is. */
    ResponseEntity<JobView> state(Job job) {
        return response(job, HttpStatus.OK).body(view(job));
    }

    /**
     * Where to look for the answer.
     *
     * @param asked whether the client preferred that
     */
    ResponseEntity<JobView> accepted(Job job, HttpServletRequest request, boolean asked) {
        ResponseEntity.BodyBuilder response = response(job, HttpStatus.ACCEPTED).location(address(job, request));
        if (asked) {
            response.header("Preference-Applied", "respond-async");
        }
        return response.body(view(job));
    }

    /** A client that asks again too soon learns nothing new. */
    private ResponseEntity.BodyBuilder response(Job job, HttpStatus status) {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON);
        if (job.state().active()) {
            response.header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter));
        }
        return response;
    }

    static URI address(Job job, HttpServletRequest request) {
        return URI.create(request.getContextPath() + "/jobs/" + job.id());
    }
}
