package io.faceward.access.web;

import static io.faceward.access.Scope.ADMIN;
import static io.faceward.access.Scope.EVALUATE;
import static io.faceward.access.Scope.PROTECT;
import static jakarta.servlet.DispatcherType.ASYNC;
import static jakarta.servlet.DispatcherType.ERROR;
import static org.springframework.security.config.http.SessionCreationPolicy.STATELESS;

import io.faceward.access.AccessProperties;
import io.faceward.access.AccessProperties.Mode;
import io.faceward.access.Buckets;
import io.faceward.access.Concurrency;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;

/** Which address needs what; an address that is not here is not served. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class SecurityConfiguration {

    private final AccessProperties properties;
    private final Credentials credentials;
    private final Refusals refusals;

    SecurityConfiguration(AccessProperties properties, Credentials credentials, Refusals refusals) {
        this.properties = properties;
        this.credentials = credentials;
        this.refusals = refusals;
    }

    @Bean
    @Order(1)
    SecurityFilterChain management(HttpSecurity http) {
        String[] open = properties.openEndpoints().toArray(String[]::new);
        return common(http)
                .securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeHttpRequests(requests -> requests.requestMatchers(EndpointRequest.to(open))
                        .permitAll()
                        .anyRequest()
                        .hasAuthority(ADMIN.authority()))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain service(HttpSecurity http, Buckets buckets, Concurrency concurrency, MeterRegistry meters) {
        LimitFilter limits = new LimitFilter(properties, buckets, concurrency, refusals, meters);
        return common(http)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(ASYNC, ERROR)
                        .permitAll()
                        .requestMatchers("/protect", "/jobs/**")
                        .hasAuthority(PROTECT.authority())
                        .requestMatchers("/evaluate")
                        .hasAuthority(EVALUATE.authority())
                        .requestMatchers("/models")
                        .hasAnyAuthority(Scopes.names())
                        .requestMatchers("/openapi.json/**", "/docs/**", "/swagger-ui/**")
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .addFilterAfter(limits, AuthorizationFilter.class)
                .build();
    }

    /** No session, no cookie, no form: so nothing for another site's page to use, and no CSRF token. */
    private HttpSecurity common(HttpSecurity http) {
        http.csrf(AbstractHttpConfigurer::disable)
                .cors(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(STATELESS))
                .headers(BrowserHeaders::set)
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(stranger()).accessDeniedHandler(refusals::forbidden));
        if (properties.mode() == Mode.NONE) {
            http.anonymous(anyone -> anyone.authorities(Scopes.all()));
        } else {
            http.addFilterBefore(credentials.filter(refusals), AnonymousAuthenticationFilter.class);
        }
        return http;
    }

    /** Where nobody is told apart, nobody can be asked who they are. */
    private AuthenticationEntryPoint stranger() {
        return properties.mode() == Mode.NONE
                ? (request, response, why) -> refusals.nothingThere(request, response)
                : refusals::unauthenticated;
    }
}
