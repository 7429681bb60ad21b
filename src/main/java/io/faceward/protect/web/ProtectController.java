package io.faceward.protect.web;

import io.faceward.image.ImageProperties;
import io.faceward.jobs.web.Deferral;
import io.faceward.jobs.web.Prefer;
import io.faceward.protect.Parameters;
import io.faceward.protect.ProtectProperties;
import io.faceward.protect.Protector;
import io.faceward.protect.Settings;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Protects one photo, within the request or as a job. Thread-safe. */
@RestController
@ConditionalOnWebApplication
class ProtectController {

    private static final String IMAGE = "image";

    private final Protector protector;
    private final Parameters parameters;
    private final ProtectAnswers answers;
    private final Deferral deferral;
    private final ProtectProperties properties;
    private final long maxBytes;

    ProtectController(
            Protector protector,
            Parameters parameters,
            ProtectAnswers answers,
            Deferral deferral,
            ProtectProperties properties,
            ImageProperties image) {
        this.protector = protector;
        this.parameters = parameters;
        this.answers = answers;
        this.deferral = deferral;
        this.properties = properties;
        this.maxBytes = image.maxBytes().toBytes();
    }

    @ProtectOperation
    @PostMapping("/protect")
    ResponseEntity<?> protect(HttpServletRequest request) throws IOException, ServletException {
        Upload upload = Upload.of(request, maxBytes, IMAGE);
        Settings settings = parameters.read(upload.parameters());
        request.setAttribute(RequestTimer.METHOD, settings.method().slug());
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        Representation.of(accept, settings.encoding().format());
        byte[] image = upload.image(IMAGE);
        Duration patience = patience(request, protector.expected(image, settings));
        if (patience != null) {
            Map<String, String> kept = ProtectJobs.kept(upload.parameters(), accept);
            return deferral.defer(request, ProtectJobs.OPERATION, kept, image, patience);
        }
        return Deferral.answer(answers.of(protector.protect(image, settings), accept));
    }

    /** How long to wait for the job that the request becomes, or null if it is answered without one. */
    private @Nullable Duration patience(HttpServletRequest request, Duration expected) {
        Prefer prefer = Prefer.of(request);
        Duration asked = prefer.patience();
        Duration budget = asked == null ? properties.synchronousBudget() : shorter(asked, properties.deadline());
        boolean slow = expected.compareTo(budget) > 0;
        if (!slow && !deferral.wanted(request)) {
            return null;
        }
        return asked == null && (slow || prefer.respondAsync()) ? Duration.ZERO : budget;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
