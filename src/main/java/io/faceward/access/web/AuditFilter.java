package io.faceward.access.web;

import io.faceward.problem.Excerpt;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Writes a line for every request to the logger {@code faceward.audit}: who asked for what and was answered how, also if it
 * was nobody. Neither bodies nor parameters nor credentials, and of a job's address only the pattern, since where nobody is
 * told apart the address is the key to the photo. Thread-safe.
 */
@Component
@ConditionalOnWebApplication
@Order(Ordered.HIGHEST_PRECEDENCE + 10) // within the trace, before access is decided
final class AuditFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger("faceward.audit");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long start = System.nanoTime();
        int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        try {
            chain.doFilter(request, response);
            status = response.getStatus();
        } finally {
            write(request, status, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
    }

    private static void write(HttpServletRequest request, int status, long millis) {
        String client = client(request);
        String path = path(request);
        log.atInfo()
                .addKeyValue("client", client)
                .addKeyValue("method", request.getMethod())
                .addKeyValue("path", path)
                .addKeyValue("status", status)
                .addKeyValue("millis", millis)
                .addKeyValue("bytes", request.getContentLengthLong())
                .addKeyValue("address", request.getRemoteAddr())
                .log("{} {} {} {} {} ms", client, request.getMethod(), path, status, millis);
    }

    private static String client(HttpServletRequest request) {
        Object context = request.getAttribute(RequestAttributeSecurityContextRepository.DEFAULT_REQUEST_ATTR_NAME);
        Authentication known = context instanceof SecurityContext secured ? secured.getAuthentication() : null;
        return known == null ? "-" : known.getName();
    }

    /** The pattern of what was found; else what was asked for, which is encoded as it came and so has no line breaks. */
    private static String path(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern == null ? Excerpt.of(request.getRequestURI()) : pattern.toString();
    }
}
