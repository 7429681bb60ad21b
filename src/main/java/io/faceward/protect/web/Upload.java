package io.faceward.protect.web;

import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a request brings: the image file and named values, from the query or from the form.
 *
 * @param image at least one byte, at most the limit
 */
@SuppressWarnings("ArrayRecordComponent")
record Upload(byte[] image, Map<String, String> parameters) {

    private static final String PART = "image";

    /**
     * Reads a request with an image as its body or as the part {@code image} of a form.
     *
     * @throws ServiceException for a body that is missing, too large or of another kind
     */
    static Upload of(HttpServletRequest request, long maxBytes) throws IOException, ServletException {
        String type = request.getContentType() == null
                ? "application/octet-stream"
                : request.getContentType().toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/form-data")) {
            Part part = part(request);
            return new Upload(read(part.getInputStream(), part.getSize(), maxBytes), parameters(request, true));
        }
        if (type.startsWith("image/") || type.startsWith("application/octet-stream")) {
            Map<String, String> parameters = parameters(request, false);
            return new Upload(read(request.getInputStream(), request.getContentLengthLong(), maxBytes), parameters);
        }
        throw Problem.UNSUPPORTED_TYPE
                .because("Send the image as multipart/form-data with a part 'image', or as the body with its own type")
                .with("accepted", List.of("multipart/form-data", "image/jpeg", "image/png", "image/webp"));
    }

    private static Part part(HttpServletRequest request) throws IOException, ServletException {
        Part image = null;
        for (Part part : request.getParts()) {
            if (part.getName().equals(PART)) {
                if (image != null) {
                    throw Problem.MALFORMED_REQUEST.because("The form has more than one part 'image'");
                }
                image = part;
            } else if (part.getSubmittedFileName() != null) {
                throw Problem.MALFORMED_REQUEST.because("The form has a file in another part than 'image'");
            }
        }
        if (image == null) {
            throw Problem.MALFORMED_REQUEST.because("The form has no part 'image'");
        }
        return image;
    }

    private static Map<String, String> parameters(HttpServletRequest request, boolean form) {
        Map<String, String> parameters = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> {
            if (form && name.equals(PART)) {
                return;
            }
            if (values.length > 1) {
                throw Problem.BAD_PARAMETER
                        .because("Parameter '%s' is given more than once".formatted(name))
                        .with("parameter", name);
            }
            parameters.put(name, values[0]);
        });
        return parameters;
    }

    /** @param announced the length that the client claims, or -1; a wrong claim must not make the heap grow */
    private static byte[] read(InputStream body, long announced, long maxBytes) throws IOException {
        try (body) {
            if (announced > maxBytes) {
                throw tooLarge(maxBytes, announced);
            }
            byte[] bytes = body.readNBytes(Math.toIntExact(maxBytes + 1));
            if (bytes.length > maxBytes) {
                throw tooLarge(maxBytes, bytes.length);
            }
            if (bytes.length == 0) {
                throw Problem.MALFORMED_REQUEST.because("The image is empty");
            }
            return bytes;
        }
    }

    private static ServiceException tooLarge(long limit, long actual) {
        return Problem.TOO_MANY_BYTES
                .because("The image is larger than allowed")
                .limit(limit, actual);
    }
}
