package io.faceward.evaluate.web;

import io.faceward.evaluate.Evaluation;
import io.faceward.evaluate.Evaluator;
import io.faceward.evaluate.Plan;
import io.faceward.evaluate.Plans;
import io.faceward.image.ImageProperties;
import io.faceward.problem.Excerpt;
import io.faceward.problem.Problem;
import io.faceward.protect.Parameters;
import io.faceward.protect.web.RequestTimer;
import io.faceward.protect.web.Upload;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Evaluates one photo within the request. Thread-safe. */
@RestController
class EvaluateController {

    private static final String ORIGINAL = "original";
    private static final String PROTECTED = "protected";

    private final Evaluator evaluator;
    private final Plans plans;
    private final Parameters parameters;
    private final Answers answers;
    private final long maxBytes;

    EvaluateController(
            Evaluator evaluator, Plans plans, Parameters parameters, Answers answers, ImageProperties image) {
        this.evaluator = evaluator;
        this.plans = plans;
        this.parameters = parameters;
        this.answers = answers;
        this.maxBytes = image.maxBytes().toBytes();
    }

    @EvaluateOperation
    @PostMapping("/evaluate")
    ResponseEntity<?> evaluate(HttpServletRequest request) throws IOException, ServletException {
        Upload upload = Upload.of(request, maxBytes, ORIGINAL, PROTECTED);
        Map<String, String> planned = new HashMap<>(upload.parameters());
        planned.keySet().retainAll(Plans.NAMES);
        Map<String, String> others = new HashMap<>(upload.parameters());
        others.keySet().removeAll(Plans.NAMES);
        Answers.Kind kind = Answers.kind(request.getHeader(HttpHeaders.ACCEPT));
        Plan plan = plans.read(planned);
        Evaluation evaluation;
        if (upload.images().containsKey(PROTECTED)) {
            requireNone(others);
            evaluation = evaluator.evaluate(upload.image(ORIGINAL), upload.image(PROTECTED), plan);
        } else {
            var settings = parameters.read(others);
            request.setAttribute(RequestTimer.METHOD, settings.method().slug());
            evaluation = evaluator.evaluate(upload.image(ORIGINAL), settings, plan);
        }
        return ResponseEntity.ok()
                .varyBy(HttpHeaders.ACCEPT)
                .cacheControl(CacheControl.noStore())
                .contentType(kind.mediaType())
                .body(answers.of(evaluation, kind));
    }

    private static void requireNone(Map<String, String> others) {
        others.keySet().stream().findFirst().ifPresent(name -> {
            throw Problem.BAD_PARAMETER
                    .because("Parameter '%s' is unknown, or for a protection, and the protected image was sent along"
                            .formatted(Excerpt.of(name)))
                    .with("parameter", Excerpt.of(name))
                    .with("allowed", Plans.NAMES);
        });
    }
}
