package io.faceward.problem.web;

import io.faceward.problem.Problem;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** Answers what the container refuses before any application code runs, such as a malformed address. Thread-safe. */
public final class ProblemReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        Problem problem = ProblemResponses.problem(status);
        // Written by hand: nothing in it comes from the request, and there is no mapper outside of the application.
        String document = """
                {"type":"%s","title":"%s","status":%d,"detail":"%s"}""".formatted(problem.type(), problem.title(), status, problem.title());
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getReporter().write(document);
            response.finishResponse();
        } catch (IOException | IllegalStateException unwritable) {
            getContainer().getLogger().debug("The client went away", unwritable);
        }
    }
}
