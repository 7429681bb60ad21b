package io.faceward.jobs.web;

import io.faceward.jobs.Answer;
import io.faceward.jobs.Job;
import io.faceward.jobs.Jobs;
import io.faceward.jobs.Submission;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Answers requests by jobs. Thread-safe. */
@Component
@ConditionalOnWebApplication
public class Deferral {

    private final Jobs jobs;
    private final JobResponses responses;

    Deferral(Jobs jobs, JobResponses responses) {
        this.jobs = jobs;
        this.responses = responses;
    }

    /** Whether the client wants a job: it says so, or what it gets is to be kept for when it asks again. */
    public boolean wanted(HttpServletRequest request) {
        return Prefer.of(request).respondAsync() || IdempotencyKey.of(request) != null;
    }

    /**
     * Makes a request a job, and answers it if the job ends soon; else says where it is.
     *
     * @param patience how long to wait for that
     * @throws io.faceward.problem.ServiceException what {@link Jobs#submit} and {@link Jobs#answer} refuse; {@code
     *     NOT_FINISHED} for a repeated request whose job goes on, unless the client prefers to be told where it is
     */
    public ResponseEntity<?> defer(
            HttpServletRequest request,
            String operation,
            Map<String, String> parameters,
            byte[] input,
            Duration patience) {
        String owner = Owner.of(request);
        boolean asked = Prefer.of(request).respondAsync();
        Jobs.Ticket ticket =
                jobs.submit(new Submission(operation, owner, IdempotencyKey.of(request), parameters, input));
        if (ticket.repeated() && ticket.job().state().active() && !asked) {
            throw Jobs.notFinished(ticket.job());
        }
        Job job = jobs.await(owner, ticket.job(), patience);
        if (job.state().active()) {
            return responses.accepted(job, request, asked);
        }
        ResponseEntity<byte[]> answer = answer(jobs.answer(owner, job.id().toString()));
        return ResponseEntity.ok()
                .headers(answer.getHeaders())
                .header(HttpHeaders.CONTENT_LOCATION, JobResponses.address(job, request) + "/result")
                .body(answer.getBody());
    }

    /** The response that an answer is, whether it comes from a job or not. */
    public static ResponseEntity<byte[]> answer(Answer answer) {
        return ResponseEntity.ok()
                .headers(headers -> answer.headers().forEach(headers::set))
                .contentType(MediaType.parseMediaType(answer.type()))
                .body(answer.body());
    }
}
