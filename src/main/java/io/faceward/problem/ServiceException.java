package io.faceward.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request that Faceward refuses or cannot finish, told in words that the caller may read.
 *
 * <p>Carries an entry of the {@link Problem} catalogue, a public detail and, where a limit was exceeded, the limit and
 * the actual value.
 */
public final class ServiceException extends RuntimeException {

    private final Problem problem;
    private final Map<String, Object> properties = new LinkedHashMap<>();

    ServiceException(Problem problem, String detail) {
        super(detail);
        this.problem = problem;
    }

    /** Adds the exceeded limit and the actual value to the answer. */
    public ServiceException limit(Number limit, Number actual) {
        return with("limit", limit).with("actual", actual);
    }

    /** Adds a public property to the answer. */
    public ServiceException with(String name, Object value) {
        properties.put(name, value);
        return this;
    }

    /** Keeps the cause for the log; it is never shown to the caller. */
    public ServiceException causedBy(Throwable cause) {
        initCause(cause);
        return this;
    }

    public Problem problem() {
        return problem;
    }

    /** Extension members of the problem document, in the order in which they were added. */
    public Map<String, Object> properties() {
        return Collections.unmodifiableMap(properties);
    }
}
