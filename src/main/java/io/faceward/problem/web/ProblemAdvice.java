package io.faceward.problem.web;

import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns every exception of a request into a problem document. Thread-safe. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private final ProblemResponses responses;

    ProblemAdvice(ProblemResponses responses) {
        this.responses = responses;
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(ServiceException refusal, HttpServletRequest request) {
        return responses.of(refusal, new HttpHeaders(), ProblemResponses.path(request));
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> failed(Exception failure, HttpServletRequest request) {
        if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            log.debug("The client of {} went away", request.getRequestURI(), failure);
            return null;
        }
        ServiceException refusal = ContainerRefusal.of(failure);
        return refused(
                refusal != null
                        ? refusal
                        : Problem.INTERNAL.because("The request failed").causedBy(failure),
                request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> broken(MultipartException failure, HttpServletRequest request) {
        if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            return failed(failure, request);
        }
        ServiceException refusal = ContainerRefusal.of(failure);
        return refused(
                refusal != null
                        ? refusal
                        : Problem.MALFORMED_REQUEST
                                .because("The multipart body cannot be read")
                                .causedBy(failure),
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String path = ProblemResponses.path(((ServletWebRequest) request).getRequest());
        ServiceException refusal = ContainerRefusal.of(failure);
        return responses.of(refusal != null ? refusal : refusal(failure, status), headers, path);
    }

    private static ServiceException refusal(Exception failure, HttpStatusCode status) {
        Problem problem = ProblemResponses.problem(status.value());
        String detail =
                failure instanceof ErrorResponse response ? response.getBody().getDetail() : null;
        return problem.because(problem == Problem.INTERNAL || detail == null ? problem.title() : detail)
                .causedBy(failure);
    }
}
