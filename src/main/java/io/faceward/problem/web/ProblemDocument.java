package io.faceward.problem.web;

import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
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

    /** How the contract tells of an answer that is such a document. */
    public static ApiResponse response(String description) {
        Schema<?> schema = new Schema<>().$ref("#/components/schemas/" + ProblemDetail.class.getSimpleName());
        return new ApiResponse()
                .description(description)
                .content(new Content()
                        .addMediaType(
                                org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                                new MediaType().schema(schema)));
    }
}
