package io.faceward.evaluate.web;

import io.faceward.evaluate.ContactSheet;
import io.faceward.evaluate.Entry;
import io.faceward.evaluate.Evaluation;
import io.faceward.evaluate.Summaries;
import io.faceward.evaluate.Summary;
import io.faceward.evaluate.report.Page;
import io.faceward.evaluate.report.Tables;
import io.faceward.image.Encoder;
import io.faceward.image.Encoding;
import io.faceward.image.ImageFormat;
import io.faceward.image.MetadataPolicy;
import io.faceward.image.Photo;
import io.faceward.problem.Problem;
import io.faceward.protect.ProtectedPhoto;
import io.faceward.protect.web.Accept;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Puts an evaluation into the form that the client prefers. Thread-safe. */
@Component
class Answers {

    private static final Encoding PNG = new Encoding(ImageFormat.PNG, null, MetadataPolicy.NONE);

    private final Summaries summaries;
    private final Encoder encoder;

    Answers(Summaries summaries, Encoder encoder) {
        this.summaries = summaries;
        this.encoder = encoder;
    }

    /** The forms, the preferred one of an undecided client first. */
    enum Kind {
        REPORT(MediaType.APPLICATION_JSON),
        CONTACT_SHEET(MediaType.IMAGE_PNG),
        PAGE(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8));

        private final MediaType mediaType;

        Kind(MediaType mediaType) {
            this.mediaType = mediaType;
        }

        MediaType mediaType() {
            return mediaType;
        }
    }

    /** @throws io.faceward.problem.ServiceException {@link Problem#NOT_ACCEPTABLE} when the header allows no form */
    static Kind kind(@Nullable String header) {
        Accept accept = Accept.of(header);
        Kind preferred = Kind.REPORT;
        for (Kind kind : Kind.values()) {
            if (quality(accept, kind) > quality(accept, preferred)) {
                preferred = kind;
            }
        }
        if (quality(accept, preferred) == 0) {
            throw Problem.NOT_ACCEPTABLE
                    .because("The answer is application/json, image/png or text/html")
                    .with(
                            "offered",
                            Arrays.stream(Kind.values())
                                    .map(kind ->
                                            kind.mediaType.removeQualityValue().toString())
                                    .toList());
        }
        return preferred;
    }

    private static double quality(Accept accept, Kind kind) {
        return accept.quality(new MediaType(kind.mediaType.getType(), kind.mediaType.getSubtype()));
    }

    Object of(Evaluation evaluation, Kind kind) {
        return switch (kind) {
            case REPORT -> EvaluationReport.of(evaluation, summary(evaluation));
            case CONTACT_SHEET -> sheet(evaluation);
            case PAGE -> page(evaluation).getBytes(StandardCharsets.UTF_8);
        };
    }

    private Summary summary(Evaluation evaluation) {
        return summaries.of(List.of(new Entry("", "", evaluation.photo())), Set.of(), Map.of());
    }

    private byte[] sheet(Evaluation evaluation) {
        return encoder.encode(Photo.of(ContactSheet.of(evaluation.examples()), ImageFormat.PNG), PNG);
    }

    private String page(Evaluation evaluation) {
        ProtectedPhoto protection = evaluation.protection();
        String method = protection == null ? "protected" : protection.method().slug();
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("photo", evaluation.photo());
        model.put("faces", evaluation.photo().faces().size());
        model.put("method", method);
        model.put("notes", evaluation.photo().notes());
        model.put("tables", new Tables(summary(evaluation), method).all());
        model.put("sheet", Base64.getEncoder().encodeToString(sheet(evaluation)));
        return Page.render("evaluation", model);
    }
}
