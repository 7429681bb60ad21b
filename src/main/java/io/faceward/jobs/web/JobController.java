package io.faceward.jobs.web;

import io.faceward.jobs.Jobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Jobs, for their owners. Thread-safe. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/jobs/{id}")
@Tag(name = "jobs")
@ApiResponse(responseCode = "404", ref = "#/components/responses/Problem")
class JobController {

    private final Jobs jobs;
    private final JobResponses responses;
    private final JobEvents events;

    JobController(Jobs jobs, JobResponses responses, JobEvents events) {
        this.jobs = jobs;
        this.responses = responses;
        this.events = events;
    }

    @Operation(operationId = "job", summary = "Tell the state and progress of a job")
    @ApiResponse(responseCode = "200", description = "The job; Retry-After says when to ask again")
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JobView> job(@PathVariable String id, HttpServletRequest request) {
        return responses.state(jobs.find(Owner.of(request), id));
    }

    @Operation(
            operationId = "jobResult",
            summary = "Get the result of a job",
            description = "What the request would have been answered without a job, in the representation that it asked"
                    + " for: the image or the report, or the problem of a job that failed, with its status")
    @ApiResponse(
            responseCode = "200",
            description = "The result, with the headers of the operation",
            content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "409", ref = "#/components/responses/Problem")
    @ApiResponse(responseCode = "410", ref = "#/components/responses/Problem")
    @ApiResponse(responseCode = "default", ref = "#/components/responses/Problem")
    @GetMapping("/result")
    ResponseEntity<byte[]> result(@PathVariable String id, HttpServletRequest request) {
        return Deferral.answer(jobs.answer(Owner.of(request), id));
    }

    @Operation(
            operationId = "jobEvents",
            summary = "Follow a job",
            description =
                    "Server-sent events named 'job', each with the job as GET /jobs/{id} has it: first as it is, then"
                            + " whenever it changed; the stream ends with the job")
    @ApiResponse(
            responseCode = "200",
            description = "Events",
            content = @Content(mediaType = "text/event-stream", schema = @Schema(implementation = JobView.class)))
    @ApiResponse(responseCode = "503", ref = "#/components/responses/Busy")
    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@PathVariable String id, HttpServletRequest request) {
        return events.stream(Owner.of(request), id);
    }

    @Operation(
            operationId = "deleteJob",
            summary = "Cancel a job, or delete its result",
            description =
                    "A job that has not ended is cancelled and stops after its step; of one that has ended the result"
                            + " is deleted")
    @ApiResponse(responseCode = "204", description = "Done")
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, HttpServletRequest request) {
        jobs.delete(Owner.of(request), id);
    }
}
