package io.faceward.access.web;

import io.faceward.access.AccessProperties;
import io.faceward.access.AccessProperties.Limit;
import io.faceward.access.Buckets;
import io.faceward.access.Concurrency;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import io.github.bucket4j.ConsumptionProbe;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Holds every known client to its limits: so many requests in a time, so many at once. Both are told before anything of a
 * body is read. A stream of events counts as one request, and as none at once. Thread-safe.
 */
final class LimitFilter extends OncePerRequestFilter {

    private static final long NANOS = Duration.ofSeconds(1).toNanos();

    private final AccessProperties properties;
    private final Buckets buckets;
    private final Concurrency concurrency;
    private final Refusals refusals;
    private final MeterRegistry meters;

    LimitFilter(
            AccessProperties properties,
            Buckets buckets,
            Concurrency concurrency,
            Refusals refusals,
            MeterRegistry meters) {
        this.properties = properties;
        this.buckets = buckets;
        this.concurrency = concurrency;
        this.refusals = refusals;
        this.meters = meters;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getUserPrincipal() == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Principal principal = request.getUserPrincipal();
        String client = principal.getName();
        Limit limit = properties.limit(client);
        ConsumptionProbe probe = buckets.take(client);
        tell(response, limit, probe);
        if (!probe.isConsumed()) {
            long wait = seconds(probe.getNanosToWaitForRefill());
            refuse(request, response, wait, "rate", tooOften(limit));
        } else if (!concurrency.enter(client, limit.concurrent())) {
            refuse(request, response, 1, "concurrency", tooMany(limit));
        } else {
            try {
                chain.doFilter(request, response);
            } finally {
                concurrency.leave(client);
            }
        }
    }

    /** As draft-ietf-httpapi-ratelimit-headers has it. */
    private static void tell(HttpServletResponse response, Limit limit, ConsumptionProbe probe) {
        response.setHeader(
                "RateLimit-Policy",
                "\"client\";q=%d;w=%d"
                        .formatted(limit.requests(), seconds(limit.period().toNanos())));
        response.setHeader(
                "RateLimit",
                "\"client\";r=%d;t=%d".formatted(probe.getRemainingTokens(), seconds(probe.getNanosToWaitForReset())));
    }

    private void refuse(
            HttpServletRequest request,
            HttpServletResponse response,
            long seconds,
            String reason,
            ServiceException refusal) {
        meters.counter("faceward.access.limited", "reason", reason).increment();
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        refusals.answer(request, response, refusal);
    }

    private static ServiceException tooOften(Limit limit) {
        return Problem.LIMIT_EXCEEDED
                .because("This client may send %d requests in %d seconds"
                        .formatted(limit.requests(), seconds(limit.period().toNanos())))
                .limit(limit.requests(), limit.requests() + 1);
    }

    private static ServiceException tooMany(Limit limit) {
        return Problem.LIMIT_EXCEEDED
                .because("This client may have %d requests answered at once".formatted(limit.concurrent()))
                .limit(limit.concurrent(), limit.concurrent() + 1);
    }

    /** At least one, since a client that is told zero comes back at once. */
    private static long seconds(long nanos) {
        return Math.max(1, (nanos + NANOS - 1) / NANOS);
    }
}
