package io.faceward.access.web;

import io.faceward.access.AccessProperties;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;

/** Tells clients by signed tokens, which name them and their scopes. Thread-safe. */
final class TokenAuthentication implements AuthenticationManager {

    /** Of a name, as the jobs keep it. */
    private static final int LONGEST_NAME = 255;

    private final JwtAuthenticationProvider provider;
    private final String clientClaim;

    TokenAuthentication(JwtDecoder decoder, AccessProperties.Jwt properties) {
        this.clientClaim = properties.clientClaim();
        var scopes = new JwtGrantedAuthoritiesConverter();
        scopes.setAuthoritiesClaimName(properties.scopeClaim());
        scopes.setAuthorityPrefix("");
        var converter = new JwtAuthenticationConverter();
        converter.setPrincipalClaimName(clientClaim);
        converter.setJwtGrantedAuthoritiesConverter(
                jwt -> Scopes.authorities(scopes.convert(jwt), properties.scopePrefix()));
        this.provider = new JwtAuthenticationProvider(decoder);
        provider.setJwtAuthenticationConverter(jwt -> converter.convert(named(jwt)));
    }

    @Override
    public Authentication authenticate(Authentication credentials) {
        return provider.authenticate(credentials);
    }

    /** A token that names nobody would make all who have one of the kind the same client. */
    private Jwt named(Jwt token) {
        Object name = token.getClaim(clientClaim);
        if (!(name instanceof String text)
                || text.isBlank()
                || text.length() > LONGEST_NAME
                || text.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidBearerTokenException("The token does not name its client in '%s'".formatted(clientClaim));
        }
        return token;
    }
}
