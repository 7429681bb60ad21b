package io.faceward.access;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may use the service.
 *
 * @param mode how clients prove who they are
 * @param openToNetwork whether a service without access control may listen where other machines reach it
 * @param keysFile of mode {@code api-key}: a line for each key, see {@link ApiKeys}
 * @param keysReload how often that file is looked at for changes
 * @param jwt what tokens say; where their issuer is, say Spring's {@code spring.security.oauth2.resourceserver.jwt.*}
 * @param openEndpoints of the management port that need no scope; the others need {@code admin}
 * @param limit of each client that has none of its own in {@code limits}; mode {@code none} knows no clients
 * @param limits of single clients, by their names
 * @param maxClients whose use is remembered at once by a process, the latest
 */
@Validated
@ConfigurationProperties("faceward.access")
public record AccessProperties(
        @DefaultValue("none") @NotNull Mode mode,
        @DefaultValue("false") boolean openToNetwork,
        @Nullable Path keysFile,

        @DefaultValue("5s") @NotNull @DurationMin(millis = 1)
        Duration keysReload,

        @DefaultValue @Valid Jwt jwt,

        @DefaultValue({"health", "info", "prometheus"}) List<String> openEndpoints,

        @DefaultValue @Valid Limit limit,
        @DefaultValue Map<String, @Valid Limit> limits,
        @DefaultValue("10000") @Min(1) int maxClients) {

    /** How clients prove who they are. */
    public enum Mode {
        /** Not at all. */
        NONE,
        /** By a secret of their own, as {@code Authorization: Bearer} or {@code X-API-Key}. */
        API_KEY,
        /** By a signed token of an OAuth 2 issuer. */
        JWT
    }

    /**
     * What a token says.
     *
     * @param clientClaim the claim that names the client, to which jobs and limits belong
     * @param scopeClaim the claim with scopes, a list or words between spaces
     * @param scopePrefix what stands before the scopes in it, for instance {@code faceward:}; others are ignored
     */
    public record Jwt(
            @DefaultValue("sub") @NotBlank String clientClaim,
            @DefaultValue("scope") @NotBlank String scopeClaim,
            @DefaultValue("") String scopePrefix) {}

    /**
     * How much a client may ask for.
     *
     * @param requests in each period; all at once or spread over it
     * @param period after which they are all free again; they become free one by one
     * @param concurrent requests that one process answers at once
     */
    public record Limit(
            @DefaultValue("6000") @Min(1) long requests,

            @DefaultValue("1m") @NotNull @DurationMin(millis = 1)
            Duration period,

            @DefaultValue("64") @Min(1) int concurrent) {}

    /** What a client may ask for. */
    public Limit limit(String client) {
        return limits.getOrDefault(client, limit);
    }
}
