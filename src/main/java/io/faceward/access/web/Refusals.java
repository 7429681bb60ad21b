package io.faceward.access.web;

import io.faceward.access.Scope;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Tells clients as problem documents why they are not let in. Thread-safe. */
@Component
@ConditionalOnWebApplication
class Refusals {

    private final HandlerExceptionResolver problems;

    Refusals(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    void answer(HttpServletRequest request, HttpServletResponse response, ServiceException refusal) {
        problems.resolveException(request, response, null, refusal);
    }

    /** The address has a rule, or has none, but who asks is not known. */
    void unauthenticated(HttpServletRequest request, HttpServletResponse response, AuthenticationException why) {
        if (why instanceof AuthenticationServiceException) {
            answer(
                    request,
                    response,
                    Problem.CREDENTIALS_UNCHECKED
                            .because("What credentials are checked by does not answer")
                            .causedBy(why));
            return;
        }
        response.addHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                why instanceof OAuth2AuthenticationException refused
                        ? "Bearer error=\"%s\"".formatted(refused.getError().getErrorCode())
                        : "Bearer");
        answer(
                request,
                response,
                Problem.UNAUTHENTICATED
                        .because("Send 'Authorization: Bearer' with a key or token that is valid")
                        .causedBy(why));
    }

    /** Who asks is known, and may not. */
    void forbidden(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why) {
        List<String> needed = needed(why);
        if (needed.isEmpty()) {
            nothingThere(request, response);
            return;
        }
        response.addHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                "Bearer error=\"insufficient_scope\", scope=\"%s\"".formatted(String.join(" ", needed)));
        answer(
                request,
                response,
                Problem.FORBIDDEN
                        .because("This needs the scope %s".formatted(String.join(" or ", needed)))
                        .with("scopes", needed));
    }

    /** An address without a rule is not served, whatever lies behind it. */
    void nothingThere(HttpServletRequest request, HttpServletResponse response) {
        answer(request, response, Problem.NOT_FOUND.because(Problem.NOT_FOUND.title()));
    }

    private static List<String> needed(@Nullable AccessDeniedException why) {
        return why instanceof AuthorizationDeniedException denied
                        && denied.getAuthorizationResult() instanceof AuthorityAuthorizationDecision decision
                ? Arrays.stream(Scope.values())
                        .filter(scope -> decision.getAuthorities().stream()
                                .map(GrantedAuthority::getAuthority)
                                .anyMatch(scope.authority()::equals))
                        .map(Scope::slug)
                        .toList()
                : List.of();
    }
}
