package io.faceward.problem.web;

import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Writes problem documents. Thread-safe. */
@Component
class ProblemResponses {

    private static final Logger log = LoggerFactory.getLogger(ProblemResponses.class);

    private final long retryAfter;

    ProblemResponses(ProblemProperties properties) {
        this.retryAfter = Math.max(1, properties.retryAfter().toSeconds());
    }

    /** The answer to a refusal; what is Faceward's own fault is logged under an id that the answer carries. */
    ResponseEntity<Object> of(ServiceException refusal, HttpHeaders headers, String path) {
        Problem problem = refusal.problem();
        ProblemDetail document = ProblemDocument.of(refusal);
        document.setInstance(instance(path));
        if (problem == Problem.INTERNAL) {
            String incident = UUID.randomUUID().toString();
            document.setProperty("incident", incident);
            log.error("Incident {} at {}", incident, path, refusal);
        }
        return ResponseEntity.status(problem.status())
                .headers(headers)
                .headers(extra -> {
                    if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE.value() || problem == Problem.NOT_FINISHED) {
                        extra.set(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter));
                    }
                })
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(document);
    }

    /** The problem that a bare HTTP status amounts to. */
    static Problem problem(int status) {
        return switch (status) {
            case 401 -> Problem.UNAUTHENTICATED;
            case 403 -> Problem.FORBIDDEN;
            case 404 -> Problem.NOT_FOUND;
            case 405 -> Problem.METHOD_NOT_ALLOWED;
            case 406 -> Problem.NOT_ACCEPTABLE;
            case 408 -> Problem.TOO_SLOW;
            case 413 -> Problem.TOO_MANY_BYTES;
            case 415 -> Problem.UNSUPPORTED_TYPE;
            case 429 -> Problem.LIMIT_EXCEEDED;
            case 503 -> Problem.QUEUE_FULL;
            default -> status >= 500 ? Problem.INTERNAL : Problem.MALFORMED_REQUEST;
        };
    }

    /** A path that is no URI was the client's doing, and the answer must not fail on it. */
    private static @Nullable URI instance(String path) {
        try {
            return new URI(path);
        } catch (URISyntaxException malformed) {
            return null;
        }
    }

    static String path(HttpServletRequest request) {
        return request.getRequestURI();
    }
}
