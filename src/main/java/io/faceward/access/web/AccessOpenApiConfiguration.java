package io.faceward.access.web;

import io.faceward.problem.web.ProblemDocument;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The contract names every way to prove who one is; which of them a service has, its operator decides. */
@Configuration(proxyBeanMethods = false)
class AccessOpenApiConfiguration {

    private static final String BEARER = "bearer";
    private static final String KEY = "key";

    @Bean
    OpenApiCustomizer accessOfEveryOperation() {
        return api -> {
            api.getComponents()
                    .addSecuritySchemes(
                            BEARER,
                            new SecurityScheme()
                                    .type(SecurityScheme.Type.HTTP)
                                    .scheme("bearer")
                                    .description("A key, or a JWT of the service's issuer; scopes: protect, evaluate"))
                    .addSecuritySchemes(
                            KEY,
                            new SecurityScheme()
                                    .type(SecurityScheme.Type.APIKEY)
                                    .in(SecurityScheme.In.HEADER)
                                    .name(KeyResolver.HEADER)
                                    .description("A key"))
                    .addResponses(
                            "Unauthenticated",
                            ProblemDocument.response("The credentials are missing or not valid")
                                    .addHeaderObject(
                                            "WWW-Authenticate",
                                            new Header()
                                                    .description("What is wrong with them")
                                                    .schema(new StringSchema())))
                    .addResponses(
                            "Limited",
                            ProblemDocument.response("This client asks for more than it may")
                                    .addHeaderObject(
                                            "Retry-After",
                                            new Header()
                                                    .description("Seconds to wait")
                                                    .schema(new IntegerSchema())));
            api.setSecurity(List.of(
                    new SecurityRequirement().addList(BEARER),
                    new SecurityRequirement().addList(KEY),
                    new SecurityRequirement()));
            api.getPaths().values().forEach(path -> path.readOperations().forEach(AccessOpenApiConfiguration::refuse));
        };
    }

    private static void refuse(Operation operation) {
        operation
                .getResponses()
                .addApiResponse("401", new ApiResponse().$ref("Unauthenticated"))
                .addApiResponse("403", new ApiResponse().$ref("Problem"))
                .addApiResponse("429", new ApiResponse().$ref("Limited"));
    }
}
