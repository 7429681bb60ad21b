package io.faceward.access.web;

import io.faceward.access.ApiKey;
import io.faceward.access.KeyFile;
import io.faceward.access.Scope;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Tells clients by their keys. Thread-safe. */
record KeyAuthentication(KeyFile file) implements AuthenticationManager {

    @Override
    public Authentication authenticate(Authentication credentials) {
        ApiKey key = file.keys()
                .find(((BearerTokenAuthenticationToken) credentials).getToken())
                .orElseThrow(() -> new InvalidBearerTokenException("The key is unknown or has expired"));
        String[] authorities = key.scopes().stream().map(Scope::authority).toArray(String[]::new);
        return UsernamePasswordAuthenticationToken.authenticated(
                key.client(), null, AuthorityUtils.createAuthorityList(authorities));
    }
}
