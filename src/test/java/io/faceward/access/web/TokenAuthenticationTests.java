package io.faceward.access.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.faceward.access.AccessProperties;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Tokens that are signed with keys of a set that a server on this machine hands out. */
class TokenAuthenticationTests {

    private static final AccessProperties.Jwt CLAIMS = new AccessProperties.Jwt("sub", "scope", "");

    private static RSAKey key;
    private static HttpServer issuer;

    @BeforeAll
    static void publish() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/keys", exchange -> {
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        issuer.start();
    }

    @AfterAll
    static void stop() {
        issuer.stop(0);
    }

    private static TokenAuthentication tokens(AccessProperties.Jwt claims, String path) {
        String address = "http://localhost:%d%s".formatted(issuer.getAddress().getPort(), path);
        return new TokenAuthentication(NimbusJwtDecoder.withJwkSetUri(address).build(), claims);
    }

    private static Authentication authenticate(AccessProperties.Jwt claims, String token) {
        return tokens(claims, "/keys").authenticate(new BearerTokenAuthenticationToken(token));
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .subject("shop")
                .claim("scope", "protect openid evaluate")
                .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))));
    }

    private static String signed(JWTClaimsSet.Builder claims, RSAKey with) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), claims.build());
        token.sign(new RSASSASigner(with));
        return token.serialize();
    }

    private static List<String> scopes(Authentication client) {
        return client.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(authority -> authority.startsWith("SCOPE_"))
                .sorted()
                .toList();
    }

    @Test
    void aTokenNamesItsClientAndTheScopesThatThereAre() throws Exception {
        Authentication client = authenticate(CLAIMS, signed(claims(), key));

        assertThat(client.getName()).isEqualTo("shop");
        assertThat(scopes(client)).containsExactly("SCOPE_evaluate", "SCOPE_protect");
    }

    @Test
    void otherClaimsCanBeNamed() throws Exception {
        String token = signed(
                claims().claim("azp", "forum").claim("roles", List.of("faceward:admin", "admin", "protect")), key);

        Authentication client = authenticate(new AccessProperties.Jwt("azp", "roles", "faceward:"), token);

        assertThat(client.getName()).isEqualTo("forum");
        assertThat(scopes(client)).containsExactly("SCOPE_admin");
    }

    @Test
    void aTokenWithoutScopesMayNothing() throws Exception {
        assertThat(scopes(authenticate(CLAIMS, signed(claims().claim("scope", null), key))))
                .isEmpty();
    }

    @Test
    void whatIsForgedExpiredOrUnsignedIsRefused() throws Exception {
        RSAKey other = new RSAKeyGenerator(2048).keyID("one").generate();
        refused(signed(claims(), other));
        refused(signed(claims().expirationTime(Date.from(Instant.now().minus(Duration.ofMinutes(5)))), key));
        refused(signed(claims().notBeforeTime(Date.from(Instant.now().plus(Duration.ofMinutes(5)))), key));
        refused(new PlainJWT(claims().build()).serialize());
        refused("faceward_key");
    }

    @Test
    void aTokenThatNamesNobodyIsRefused() throws Exception {
        refused(signed(claims().subject(null), key));
        refused(signed(claims().subject(" "), key));
        refused(signed(claims().subject("shop\n- POST /protect 200"), key));
        refused(signed(claims().subject("x".repeat(256)), key));
    }

    private static void refused(String token) {
        assertThatExceptionOfType(InvalidBearerTokenException.class).isThrownBy(() -> authenticate(CLAIMS, token));
    }

    @Test
    void anIssuerThatDoesNotAnswerIsNotTheClientsFault() throws Exception {
        String token = signed(claims(), key);
        TokenAuthentication tokens = tokens(CLAIMS, "/gone");

        assertThatExceptionOfType(AuthenticationServiceException.class)
                .isThrownBy(() -> tokens.authenticate(new BearerTokenAuthenticationToken(token)));
    }
}
