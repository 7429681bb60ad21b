package io.faceward.access.web;

import io.faceward.access.AccessMisconfiguredException;
import io.faceward.access.AccessProperties;
import io.faceward.access.AccessProperties.Mode;
import io.faceward.access.KeyFile;
import jakarta.annotation.PreDestroy;
import java.net.InetAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.stereotype.Component;

/** How clients prove who they are, as the mode says. Thread-safe. */
@Component
@ConditionalOnWebApplication
class Credentials {

    private final @Nullable KeyFile keys;
    private final @Nullable JwtDecoder tokens;
    private final AccessProperties properties;

    /** @throws AccessMisconfiguredException for a mode without what it needs, or none where anyone can come */
    Credentials(AccessProperties properties, ServerProperties server, ObjectProvider<JwtDecoder> decoder) {
        this.properties = properties;
        Mode mode = properties.mode();
        if (mode == Mode.NONE && !properties.openToNetwork()) {
            requireLoopback(server.getAddress());
        }
        this.keys = mode == Mode.API_KEY ? KeyFile.watch(file(properties), properties.keysReload()) : null;
        this.tokens = mode == Mode.JWT ? issuer(decoder) : null;
    }

    private static void requireLoopback(@Nullable InetAddress address) {
        if (address == null || !address.isLoopbackAddress()) {
            throw new AccessMisconfiguredException(
                    "Faceward would serve everyone who reaches %s: faceward.access.mode is 'none'"
                            .formatted(address == null ? "any address of this machine" : address.getHostAddress()),
                    "Set faceward.access.mode to 'api-key' or 'jwt', or server.address to 127.0.0.1."
                            + " If something in front of it decides who gets in, say so with"
                            + " faceward.access.open-to-network=true.");
        }
    }

    private static Path file(AccessProperties properties) {
        if (properties.keysFile() == null) {
            throw new AccessMisconfiguredException(
                    "faceward.access.mode is 'api-key', and there are no keys",
                    "Name a file with faceward.access.keys-file; the command 'faceward key --client NAME"
                            + " --scopes protect --file FILE' adds a key to it.");
        }
        return properties.keysFile();
    }

    private static JwtDecoder issuer(ObjectProvider<JwtDecoder> decoder) {
        JwtDecoder known = decoder.getIfAvailable();
        if (known == null) {
            throw new AccessMisconfiguredException(
                    "faceward.access.mode is 'jwt', and no issuer of tokens is known",
                    "Set spring.security.oauth2.resourceserver.jwt.issuer-uri (or jwk-set-uri, or"
                            + " public-key-location), and spring.security.oauth2.resourceserver.jwt.audiences to the"
                            + " name of this service in tokens.");
        }
        return known;
    }

    /** Reads the credentials of each request that has any. */
    BearerTokenAuthenticationFilter filter(Refusals refusals) {
        var filter = new BearerTokenAuthenticationFilter(manager());
        if (keys != null) {
            filter.setBearerTokenResolver(new KeyResolver());
        }
        filter.setAuthenticationEntryPoint(refusals::unauthenticated);
        filter.setAuthenticationFailureHandler(refusals::unauthenticated);
        return filter;
    }

    private AuthenticationManager manager() {
        if (keys != null) {
            return new KeyAuthentication(keys);
        }
        if (tokens != null) {
            return new TokenAuthentication(tokens, properties.jwt());
        }
        throw new IllegalStateException("Mode 'none' has no credentials");
    }

    @PreDestroy
    void close() {
        if (keys != null) {
            keys.close();
        }
    }
}
