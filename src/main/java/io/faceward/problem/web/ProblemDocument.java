package io.faceward.problem.web;

import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.net.URI;
import org.springframework.http.ProblemDetail;

/** A refusal as RFC 9457 has it. */
public final class ProblemDocument {

    private ProblemDocument() {}

    /** The document without an instance: the request it answers is not known here. */
    public static ProblemDetail of(ServiceException refusal) {
        Problem problem = refusal.problem();
        ProblemDetail document = ProblemDetail.forStatus(problem.status());
        document.setType(URI.create(problem.type()));
        document.setTitle(problem.title());
        document.setDetail(refusal.getMessage());
        refusal.properties().forEach(document::setProperty);
        return document;
    }
}
