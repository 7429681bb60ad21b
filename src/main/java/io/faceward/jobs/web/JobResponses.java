package io.faceward.jobs.web;

import io.faceward.jobs.Job;
import io.faceward.jobs.JobState;
import io.faceward.jobs.Jobs;
import io.faceward.problem.web.ProblemProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Tells clients about jobs. Thread-safe. */
@Component
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

    /** The job as it is; a client that asks again too soon learns nothing new. */
    ResponseEntity<JobView> state(Job job, HttpStatus status) {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON);
        if (job.state().active()) {
            response.header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter));
        }
        return response.body(view(job));
    }

    /** Where to look for the answer. */
    ResponseEntity<JobView> accepted(Job job, HttpServletRequest request, boolean asked) {
        ResponseEntity<JobView> state = state(job, HttpStatus.ACCEPTED);
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .headers(state.getHeaders())
                .headers(headers -> {
                    headers.setLocation(address(job, request));
                    if (asked) {
                        headers.set("Preference-Applied", "respond-async");
                    }
                })
                .body(state.getBody());
    }

    static URI address(Job job, HttpServletRequest request) {
        return URI.create(request.getContextPath() + "/jobs/" + job.id());
    }
}
