package io.faceward.protect.web;

import io.faceward.image.ImageProperties;
import io.faceward.protect.Parameters;
import io.faceward.protect.ProtectedPhoto;
import io.faceward.protect.Protector;
import io.faceward.protect.Settings;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Protects one photo within the request. Thread-safe. */
@RestController
class ProtectController {

    private static final String IMAGE = "image";

    private final Protector protector;
    private final Parameters parameters;
    private final long maxBytes;

    ProtectController(Protector protector, Parameters parameters, ImageProperties image) {
        this.protector = protector;
        this.parameters = parameters;
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
        ProtectedPhoto photo = protector.protect(upload.image(IMAGE), settings);
        // Only now is the format certain, and an Accept header may name just one.
        return switch (Representation.of(accept, photo.format())) {
            case IMAGE ->
                ResponseEntity.ok()
                        .headers(ProtectHeaders.of(photo))
                        .contentType(MediaType.parseMediaType(photo.format().mediaType()))
                        .body(photo.bytes());
            case REPORT ->
                ResponseEntity.ok()
                        .headers(ProtectHeaders.of(photo))
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(ProtectReport.of(photo));
        };
    }
}
