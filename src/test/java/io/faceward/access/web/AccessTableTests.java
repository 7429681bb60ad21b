package io.faceward.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.protect.web.Http;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Everything that the service answers, and what it takes to be answered: what is new fails here until it has a row. */
@KeyServer
class AccessTableTests {

    private enum Needs {
        OPEN,
        /** Any key. */
        KEY,
        PROTECT,
        EVALUATE,
        ADMIN,
        /** Not served to anyone. */
        NEVER
    }

    private static final Map<String, Needs> SERVICE = Map.ofEntries(
            Map.entry("POST /protect", Needs.PROTECT),
            Map.entry("POST /evaluate", Needs.EVALUATE),
            Map.entry("GET /jobs/{id}", Needs.PROTECT),
            Map.entry("DELETE /jobs/{id}", Needs.PROTECT),
            Map.entry("GET /jobs/{id}/result", Needs.PROTECT),
            Map.entry("GET /jobs/{id}/events", Needs.PROTECT),
            Map.entry("GET /models", Needs.KEY),
            Map.entry("GET /openapi.json", Needs.OPEN),
            Map.entry("GET /openapi.json.yaml", Needs.NEVER),
            Map.entry("GET /openapi.json/swagger-config", Needs.OPEN),
            Map.entry("GET /docs", Needs.OPEN),
            Map.entry("GET /swagger-ui/**", Needs.OPEN),
            Map.entry("GET /error", Needs.NEVER),
            Map.entry("GET /webjars/**", Needs.NEVER),
            Map.entry("GET /**", Needs.NEVER));

    private static final Map<String, Needs> MANAGEMENT = Map.of(
            "health", Needs.OPEN,
            "info", Needs.OPEN,
            "prometheus", Needs.OPEN,
            "metrics", Needs.ADMIN,
            "sbom", Needs.ADMIN);

    private static final Map<Needs, Set<String>> LET_IN = Map.of(
            Needs.OPEN, Set.of("-", "shop", "critic", "operator"),
            Needs.KEY, Set.of("shop", "critic", "operator"),
            Needs.PROTECT, Set.of("shop"),
            Needs.EVALUATE, Set.of("critic"),
            Needs.ADMIN, Set.of("operator"),
            Needs.NEVER, Set.of());

    @Autowired
    private ApplicationContext context;

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Test
    void everyMappingHasARow() {
        Set<String> found = new TreeSet<>();
        for (HandlerMapping mapping :
                context.getBeansOfType(HandlerMapping.class).values()) {
            if (mapping instanceof RequestMappingHandlerMapping methods) {
                methods.getHandlerMethods().keySet().stream()
                        .flatMap(AccessTableTests::names)
                        .forEach(found::add);
            } else if (mapping instanceof AbstractUrlHandlerMapping urls) {
                urls.getHandlerMap().keySet().forEach(path -> found.add("GET " + files(path)));
            }
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(SERVICE.keySet());
    }

    /** The pages of Swagger have a mapping for each version and file. */
    private static String files(String path) {
        return path.replaceFirst("^(/webjars|/swagger-ui)/.*", "$1/**");
    }

    private static Stream<String> names(RequestMappingInfo mapping) {
        Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
        return mapping.getPatternValues().stream()
                .flatMap(path -> methods.isEmpty()
                        ? Stream.of("GET " + path)
                        : methods.stream().map(method -> method + " " + path));
    }

    @Test
    void everyEndpointOfTheManagementPortHasARow(@Autowired PathMappedEndpoints endpoints) {
        assertThat(endpoints.getAllRootPaths()).containsExactlyInAnyOrderElementsOf(MANAGEMENT.keySet());
    }

    @Test
    void everyAddressLetsInWhoItsRowSays() throws Exception {
        Map<String, String> wrong = new TreeMap<>();
        for (Map.Entry<String, Needs> row : SERVICE.entrySet()) {
            String[] words = row.getKey().split(" ");
            check(port, words[0], address(words[1]), row.getValue(), wrong);
        }
        for (Map.Entry<String, Needs> row : MANAGEMENT.entrySet()) {
            check(managementPort, "GET", "/actuator/" + row.getKey(), row.getValue(), wrong);
        }
        check(managementPort, "GET", "/actuator/health/liveness", Needs.OPEN, wrong);
        check(managementPort, "GET", "/actuator/health/readiness", Needs.OPEN, wrong);
        check(managementPort, "GET", "/protect", Needs.PROTECT, wrong);
        check(port, "GET", "/actuator/health", Needs.NEVER, wrong);
        check(port, "POST", "/protect/", Needs.NEVER, wrong);
        check(port, "POST", "/PROTECT", Needs.NEVER, wrong);
        check(port, "OPTIONS", "/protect", Needs.PROTECT, wrong);
        assertThat(wrong).isEmpty();
    }

    private static String address(String pattern) {
        return pattern.replace("{id}", "0e37df36-f698-11e6-8dd4-cb9ced3df976")
                .replace("/swagger-ui/**", "/swagger-ui/index.html")
                .replace("/**", "/anything");
    }

    private static void check(int port, String method, String path, Needs needs, Map<String, String> wrong)
            throws Exception {
        for (String client : Set.of("-", "nobody", "shop", "critic", "operator")) {
            String[] headers = client.equals("-") ? new String[0] : new String[] {"Authorization", "Bearer " + client};
            HttpResponse<byte[]> response = new Http(port).send(method, path, null, new byte[0], headers);
            int status = response.statusCode();
            boolean stranger = client.equals("-") || client.equals("nobody");
            boolean asExpected;
            if (LET_IN.get(needs).contains(client)) {
                asExpected = status != 401 && status != 403 && status < 500;
            } else if (stranger) {
                asExpected = status == 401
                        && response.headers().firstValue("WWW-Authenticate").isPresent();
            } else {
                asExpected = status == (needs == Needs.NEVER ? 404 : 403);
            }
            if (!asExpected) {
                wrong.put("%s %s of %s".formatted(method, path, client), "%d, %s".formatted(status, needs));
            }
            if (status == 401 || status == 403) {
                assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
            }
        }
    }
}
