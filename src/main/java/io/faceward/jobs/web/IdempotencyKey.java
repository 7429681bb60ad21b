package io.faceward.jobs.web;

import io.faceward.problem.Excerpt;
import io.faceward.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header by which a client makes repeated requests one. */
final class IdempotencyKey {

    static final String HEADER = "Idempotency-Key";

    private static final Pattern PRINTABLE = Pattern.compile("[!-~]{1,255}");

    private IdempotencyKey() {}

    /** @throws io.faceward.problem.ServiceException {@link Problem#MALFORMED_REQUEST} for one that cannot be a key */
    static @Nullable String of(HttpServletRequest request) {
        String key = request.getHeader(HEADER);
        if (key != null && !PRINTABLE.matcher(key).matches()) {
            throw Problem.MALFORMED_REQUEST
                    .because("An Idempotency-Key has 1 to 255 characters of ASCII without spaces")
                    .with("key", Excerpt.of(key));
        }
        return key;
    }
}
