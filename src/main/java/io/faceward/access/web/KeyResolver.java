package io.faceward.access.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/** Finds a client's key where clients put it: {@code X-API-Key}, or {@code Authorization: Bearer}. Thread-safe. */
final class KeyResolver implements BearerTokenResolver {

    static final String HEADER = "X-API-Key";

    private final BearerTokenResolver bearer = new DefaultBearerTokenResolver();

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        String key = request.getHeader(HEADER);
        return key != null && !key.isBlank() ? key : bearer.resolve(request);
    }
}
