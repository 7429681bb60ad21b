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
import java.util.Objects;
import java.util.Set;

/**
 * What a request brings: image files and named values, from the query or from the form.
 *
 * @param images by the names of their parts, each at least one byte, at most the limit
 */
public record Upload(Map<String, byte[]> images, Map<String, String> parameters) {

    /**
     * Reads a request with images as the parts of a form, or with one image as its body.
     *
     * @param maxBytes of each image
     * @param names of the parts; the first must be there, and is what a body is taken for
     * @throws ServiceException for a body that is missing, too large or of another kind
     */
    public static Upload of(HttpServletRequest request, long maxBytes, String... names)
            throws IOException, ServletException {
        String type = request.getContentType() == null
                ? "application/octet-stream"
                : request.getContentType().toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/form-data")) {
            Map<String, byte[]> images = images(request, maxBytes, List.of(names));
            return new Upload(images, parameters(request, images.keySet()));
        }
        if (type.startsWith("image/") || type.startsWith("application/octet-stream")) {
            Map<String, String> parameters = parameters(request, Set.of());
            byte[] body = read(request.getInputStream(), request.getContentLengthLong(), maxBytes);
            return new Upload(Map.of(names[0], body), parameters);
        }
        throw Problem.UNSUPPORTED_TYPE
                .because("Send the image as multipart/form-data with a part '%s', or as the body with its own type"
                        .formatted(names[0]))
                .with("accepted", List.of("multipart/form-data", "image/jpeg", "image/png", "image/webp"));
    }

    /** The image that every request has. */
    public byte[] image(String name) {
        return Objects.requireNonNull(images.get(name));
    }

    private static Map<String, byte[]> images(HttpServletRequest request, long maxBytes, List<String> names)
            throws IOException, ServletException {
        Map<String, byte[]> images = new LinkedHashMap<>();
        for (Part part : request.getParts()) {
            String name = part.getName();
            if (names.contains(name)) {
                if (images.put(name, read(part.getInputStream(), part.getSize(), maxBytes)) != null) {
                    throw Problem.MALFORMED_REQUEST.because("The form has more than one part '%s'".formatted(name));
                }
            } else if (part.getSubmittedFileName() != null) {
                throw Problem.MALFORMED_REQUEST.because(
                        "The form has a file in another part than '%s'".formatted(String.join("' or '", names)));
            }
        }
        if (!images.containsKey(names.get(0))) {
            throw Problem.MALFORMED_REQUEST.because("The form has no part '%s'".formatted(names.get(0)));
        }
        return images;
    }

    private static Map<String, String> parameters(HttpServletRequest request, Set<String> images) {
        Map<String, String> parameters = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> {
            if (images.contains(name)) {
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
