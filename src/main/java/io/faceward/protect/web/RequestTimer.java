package io.faceward.protect.web;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Times every protection and evaluation, also those that fail before a controller sees them, such as an upload that is too
 * large.
 * Thread-safe.
 */
@Component
public class RequestTimer extends OncePerRequestFilter {

    /** Request attribute with the method of the perturbation. */
    public static final String METHOD = RequestTimer.class.getName() + ".method";

    private static final Set<String> OPERATIONS = Set.of("protect", "evaluate");

    private final MeterRegistry meters;

    RequestTimer(MeterRegistry meters) {
        this.meters = meters;
    }

    private static String operation(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length() + 1);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !OPERATIONS.contains(operation(request));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long start = System.nanoTime();
        int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        try {
            chain.doFilter(request, response);
            status = response.getStatus();
        } finally {
            String method = Objects.requireNonNullElse(request.getAttribute(METHOD), "none")
                    .toString();
            meters.timer(
                            "faceward.requests",
                            "operation",
                            operation(request),
                            "method",
                            method,
                            "status",
                            Integer.toString(status))
                    .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }
}
